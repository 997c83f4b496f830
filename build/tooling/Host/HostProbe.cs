using Fridge.Tooling.Processes;

namespace Fridge.Tooling.Host;

/// <summary>Reads what this machine is and has. Changes nothing.</summary>
/// <param name="hasTerminal">sudo may ask for a password there.</param>
public sealed class HostProbe(IProcessRunner processes, bool hasTerminal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HostFiles files = new("/");

    public async Task<HostFacts> ProbeAsync(CancellationToken cancellationToken)
    {
        var user = Environment.UserName;
        var groups = files.GroupsOf(user).ToArray();
        var root = await RootAsync(groups, cancellationToken);
        var engine = await new EngineProbe(processes).ProbeAsync(groups, cancellationToken);
        return new HostFacts
        {
            Os = files.Os,
            User = user,
            Groups = [.. groups],
            Root = root,
            Systemd = files.Systemd,
            Engine = engine.Facts,
            EngineRefusesUser = engine.RefusesUser,
            CgroupVersion = files.CgroupVersion,
            Capabilities = [.. files.Capabilities],
            Binfmt = files.Binfmt,
            Programs = [.. ProgramFinder.Find()],
            HasDaemonJson = files.Has(HostPlan.DaemonJson.TrimStart('/')),
            AptSources = [.. files.AptSources],
            DiskFree = DiskFree(engine.Facts?.RootFolder ?? "/var/lib/docker"),
            MemoryAvailable = files.MemoryAvailable,
            Routes = [.. files.Routes],
        };
    }

    private async Task<HostRoot> RootAsync(string[] groups, CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
            return HostRoot.Root;
        if (!ProgramFinder.InPath("sudo"))
            return HostRoot.None;
        var free = await processes.TryRunAsync(new CommandLine("sudo", "-n", "true") { TimeLimit = Patience }, cancellationToken: cancellationToken);
        if (free.ExitCode == 0)
            return HostRoot.Sudo;
        return hasTerminal && groups.Any(group => group is "sudo" or "wheel" or "admin") ? HostRoot.SudoWithPassword : HostRoot.None;
    }

    /// <summary>Of the nearest folder that exists: the engine's own comes with the engine.</summary>
    private static long DiskFree(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
            existing = parent;
        return new DriveInfo(existing).AvailableFreeSpace;
    }
}
