namespace Fridge.Tooling.Host;

/// <summary>A package to install with its rough size: that of Debian 12 or 13 on amd64, without what it depends on.</summary>
/// <param name="Name">As apt takes it: <c>docker.io/trixie</c> names the suite.</param>
public sealed record HostPackage(string Name, long DownloadBytes, long InstalledBytes)
{
    private static readonly Dictionary<string, (double DownloadMB, double InstalledMB)> Sizes = new()
    {
        ["docker.io"] = (23, 97),
        ["docker-cli"] = (7.3, 31),
        ["docker-buildx"] = (13.2, 66),
        ["containerd"] = (25.9, 101),
        ["runc"] = (2.7, 8.8),
        ["qemu-user-static"] = (62.6, 388),
        ["qemu-user-binfmt"] = (71.1, 476),
        ["binfmt-support"] = (0.1, 0.2),
        ["mmdebstrap"] = (0.1, 0.5),
        ["debian-archive-keyring"] = (0.2, 0.3),
        ["gpgv"] = (0.6, 0.9),
        ["uidmap"] = (0.2, 0.3),
        ["openssh-client"] = (1, 5.9),
        ["git"] = (7.3, 46),
        ["openssh-server"] = (0.5, 2),
        ["fish"] = (1.9, 9.5),
        ["tcsh"] = (0.5, 1.4),
        ["docker-registry"] = (5, 21),
        ["etcd-server"] = (8.4, 24.7),
        ["prometheus"] = (19.3, 98.5),
        ["xz-utils"] = (0.7, 1.5),
        ["openjdk-17-jdk-headless"] = (115.6, 272),
        ["openjdk-21-jdk-headless"] = (125, 290),
    };

    /// <exception cref="KeyNotFoundException">A package without a size: what the machine lacks is shown with sizes.</exception>
    public static HostPackage Of(string name)
    {
        var (download, installed) = Sizes[name.Split('/')[0]];
        return new HostPackage(name, (long)(download * 1e6), (long)(installed * 1e6));
    }

    public override string ToString() => Name;
}
