using System.Collections.Immutable;

namespace Fridge.Tooling.Host;

/// <summary>One thing that is done to this machine, as root.</summary>
public abstract record HostStep
{
    private HostStep()
    {
    }

    /// <summary>What a person reads before he agrees.</summary>
    public abstract string Title { get; }

    /// <summary>Makes another suite known to apt, so low that only packages named with it come from it.</summary>
    public sealed record AddSuite(string Suite, AptFile Source, AptFile Pin) : HostStep
    {
        public override string Title =>
            $"add the apt source {Source.Path}: {Suite}, pinned at priority {AptSuite.Priority}, for the packages named with it";
    }

    /// <summary>Switches the containerd image store on, which alone exports OCI layouts, before a new engine first starts.</summary>
    public sealed record WriteDaemonJson(string Path) : HostStep
    {
        public const string Content = "{\n  \"features\": {\"containerd-snapshotter\": true}\n}\n";

        public override string Title => $"write {Path}: the new engine keeps images in containerd's store";
    }

    public sealed record InstallPackages(ImmutableArray<HostPackage> Packages) : HostStep
    {
        public long DownloadBytes => Packages.Sum(package => package.DownloadBytes);

        public long InstalledBytes => Packages.Sum(package => package.InstalledBytes);

        public override string Title =>
            $"install {Packages.Length} {(Packages.Length == 1 ? "package" : "packages")} with apt: about {Size(DownloadBytes)} to download, {Size(InstalledBytes)} on disk";

        public static string Size(long bytes) => bytes >= 10_000_000 ? $"{bytes / 1_000_000} MB" : $"{(bytes + 99_999) / 100_000 / 10.0:0.0} MB";
    }

    public sealed record StartEngine(EngineStart How) : HostStep
    {
        public override string Title => How switch
        {
            EngineStart.Systemd => "start the engine: systemctl enable --now docker",
            EngineStart.InitScript => "start the engine: /etc/init.d/docker start",
            _ => "start the engine: dockerd in the background",
        };
    }

    public sealed record MountBinfmt : HostStep
    {
        public override string Title => "mount binfmt_misc";
    }

    public sealed record RegisterEmulator : HostStep
    {
        public override string Title => "let the kernel run ARM programs by qemu-arm, in containers too";
    }

    public sealed record JoinDockerGroup(string User) : HostStep
    {
        public override string Title => $"add {User} to the group docker, whose members can become root on this machine (until the next login by sg)";
    }
}

public enum EngineStart
{
    Systemd,
    InitScript,
    Dockerd,
}
