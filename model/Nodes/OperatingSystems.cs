using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>The operating systems that a cluster file may name: release and userland.</summary>
internal static class OperatingSystems
{
    private const string RaspberryPiOs = "downloads.raspberrypi.com release notes: both a 32-bit and a 64-bit image of this release";
    private const string Ubuntu = "cdimage.ubuntu.com/releases: preinstalled-server-arm64+raspi";
    private const string Debian = "debian.org/releases";

    public static readonly ImmutableArray<OperatingSystem> All =
    [
        new("bullseye-armhf", "bullseye", NodeArchitecture.Armv7) { Source = RaspberryPiOs },
        new("bullseye-arm64", "bullseye", NodeArchitecture.Arm64) { Source = RaspberryPiOs },
        new("bookworm-armhf", "bookworm", NodeArchitecture.Armv7) { Source = RaspberryPiOs },
        new("bookworm-arm64", "bookworm", NodeArchitecture.Arm64) { Source = RaspberryPiOs },
        new("trixie-armhf", "trixie", NodeArchitecture.Armv7) { Source = RaspberryPiOs },
        new("trixie-arm64", "trixie", NodeArchitecture.Arm64) { Source = RaspberryPiOs },
        new("ubuntu-22.04-arm64", "jammy", NodeArchitecture.Arm64) { Source = Ubuntu },
        new("ubuntu-24.04-arm64", "noble", NodeArchitecture.Arm64) { Source = Ubuntu },
        new("bookworm-amd64", "bookworm", NodeArchitecture.Amd64) { Source = Debian },
    ];

    public static OperatingSystem? Find(string id) => All.FirstOrDefault(os => os.Id == id);
}
