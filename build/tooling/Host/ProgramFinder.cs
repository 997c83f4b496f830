namespace Fridge.Tooling.Host;

/// <summary>Finds programs where this user or root would, since a user's path often lacks sbin.</summary>
internal static class ProgramFinder
{
    private static readonly string[] Sought =
        ["docker", "dockerd", "ssh", "git", "mmdebstrap", "newuidmap", "sshd", "fish", "tcsh", "docker-registry", "etcd", "xz", "promtool", "javac", "update-binfmts", "sudo", "apt-get", "gpgv", "sqv"];

    private static readonly string[] PluginFolders =
        ["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"];

    public static IEnumerable<string> Find()
    {
        foreach (var program in Sought.Where(InPath))
            yield return program;
        if (PluginFolders.Select(folder => $"{folder}/docker").Append(UserPlugins).Any(folder => File.Exists($"{folder}/cli-plugins/docker-buildx")))
            yield return "buildx";
        if (InPath("qemu-arm-static") || InPath("qemu-arm"))
            yield return "qemu-arm";
        if (File.Exists("/usr/share/keyrings/debian-archive-keyring.gpg"))
            yield return "debian-archive-keyring";
        if (File.Exists("/etc/init.d/docker"))
            yield return "/etc/init.d/docker";
    }

    public static bool InPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Concat(["/usr/local/sbin", "/usr/sbin", "/sbin"])
        .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));

    private static string UserPlugins => Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/root", ".docker");
}
