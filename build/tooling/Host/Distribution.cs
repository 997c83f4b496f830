using System.Collections.Immutable;

namespace Fridge.Tooling.Host;

/// <summary>Which packages a distribution has for what is missing.</summary>
/// <param name="Engine">Named with suites where the distribution's own engine is too old.</param>
/// <param name="NextSuite">The suite that <see cref="Engine"/> needs beside the machine's own; null: none.</param>
internal sealed record Distribution(
    ImmutableArray<string> Engine,
    string Buildx,
    ImmutableArray<string> Emulator,
    string Jdk,
    string? NextSuite = null)
{
    /// <summary>
    /// BuildKit of bookworm's engine has no OCI exporter. The next suite's engine runs on bookworm's C library when containerd and runc
    /// stay bookworm's, so all five are named: <c>-t trixie</c> would take trixie's C library for the whole machine.
    /// </summary>
    private static readonly Distribution Bookworm = new(
        ["docker.io/trixie", "docker-cli/trixie", "docker-buildx/trixie", "containerd/bookworm", "runc/bookworm"],
        "docker-buildx/trixie",
        ["qemu-user-static", "binfmt-support"],
        "openjdk-17-jdk-headless",
        "trixie");

    private static readonly Distribution Trixie = new(
        ["docker.io", "docker-cli", "docker-buildx", "containerd", "runc"],
        "docker-buildx",
        ["qemu-user-binfmt"],
        "openjdk-21-jdk-headless");

    private static readonly Distribution Noble = new(
        ["docker.io", "docker-buildx", "containerd", "runc"],
        "docker-buildx",
        ["qemu-user-static", "binfmt-support"],
        "openjdk-17-jdk-headless");

    /// <summary>Null where nobody has looked: then the list of what is missing is all that can be said.</summary>
    public static Distribution? Of(OsRelease os) => (os.Id, os.Version) switch
    {
        ("debian", "12") => Bookworm,
        ("debian", "13") => Trixie,
        ("ubuntu", "24.04") => Noble,
        _ => null,
    };

    public const string Known = "Debian 12, Debian 13, Ubuntu 24.04";
}
