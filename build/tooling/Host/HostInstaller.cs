using System.Collections.Immutable;
using Fridge.Tooling.Processes;

namespace Fridge.Tooling.Host;

/// <summary>Makes this machine able to do what is needed: probe, plan, ask once, install.</summary>
public sealed class HostInstaller(IProcessRunner processes, TimeProvider time)
{
    private static readonly TimeSpan AptLimit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan ShortLimit = TimeSpan.FromMinutes(1);

    /// <summary>As apt itself would wait for another package manager: long enough for unattended upgrades.</summary>
    private const string AptLockWait = "DPkg::Lock::Timeout=300";

    /// <summary>Registers qemu-arm from whichever description its package brought.</summary>
    private const string RegisterScript =
        "[ ! -e /proc/sys/fs/binfmt_misc/qemu-arm ] || echo -1 > /proc/sys/fs/binfmt_misc/qemu-arm; "
        + "if command -v update-binfmts >/dev/null && [ -e /usr/share/binfmts/qemu-arm ]; then update-binfmts --enable qemu-arm; "
        + "else cat /usr/lib/binfmt.d/qemu-arm.conf > /proc/sys/fs/binfmt_misc/register; fi";

    /// <summary>What this machine is, and what it lacks for the needs; changes nothing.</summary>
    public async Task<HostReadiness> LookAsync(ImmutableArray<HostNeed> needs, bool hasTerminal, CancellationToken cancellationToken)
    {
        var facts = await new HostProbe(processes, hasTerminal).ProbeAsync(cancellationToken);
        return new HostReadiness(needs, facts, HostPlan.From(facts, needs));
    }

    /// <param name="ask">Shows the list and asks; called at most once, and only when <paramref name="consent"/> leaves the decision open.</param>
    /// <returns>The facts as they are afterwards: an engine answers.</returns>
    /// <exception cref="FridgeException">Wrong use (exit 2), with the list: it may not or can't be installed. Else: a step failed.</exception>
    public async Task<HostFacts> EnsureAsync(
        HostReadiness ready, InstallConsent consent, Func<CancellationToken, Task<bool>> ask, IReport report, CancellationToken cancellationToken)
    {
        foreach (var note in ready.Plan.Notes)
            report.Warn(note);
        var decision = consent.For(ready.Plan);
        if (decision == InstallDecision.Nothing)
            return ready.Facts;
        if (decision == InstallDecision.Refuse || (decision == InstallDecision.Ask && !await ask(cancellationToken)))
            throw HostRefusal.Of(ready.Plan, consent);
        await ApplyAsync(ready.Plan, ready.Facts, report, cancellationToken);
        var after = await LookAsync(ready.Needs, consent.HasTerminal, cancellationToken);
        return after.Plan.Missing.IsEmpty ? after.Facts : throw HostRefusal.StillMissing(after.Plan);
    }

    /// <summary>Takes the plan's steps, each said as it begins.</summary>
    public async Task ApplyAsync(HostPlan plan, HostFacts facts, IReport report, CancellationToken cancellationToken)
    {
        var root = new RootRunner(processes, facts.Root, time, report);
        await root.UnlockAsync(cancellationToken);
        foreach (var step in plan.Steps)
        {
            report.Info(step.Title);
            await TakeAsync(step, root, report, cancellationToken);
        }
    }

    private Task TakeAsync(HostStep step, RootRunner root, IReport report, CancellationToken cancellationToken) => step switch
    {
        HostStep.AddSuite add => AddSuiteAsync(add, root, cancellationToken),
        HostStep.WriteDaemonJson write => root.WriteAsync(write.Path, HostStep.WriteDaemonJson.Content, cancellationToken),
        HostStep.InstallPackages install => InstallAsync(install, root, report, cancellationToken),
        HostStep.StartEngine start => new EngineStarter(processes, root, time).StartAsync(start.How, cancellationToken),
        HostStep.MountBinfmt => root.RunAsync(ShortLimit, cancellationToken, "mount", "-t", "binfmt_misc", "binfmt_misc", "/proc/sys/fs/binfmt_misc"),
        HostStep.RegisterEmulator => RegisterAsync(root, cancellationToken),
        HostStep.JoinDockerGroup join => root.RunAsync(ShortLimit, cancellationToken, "usermod", "--append", "--groups", "docker", join.User),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    private static async Task AddSuiteAsync(HostStep.AddSuite add, RootRunner root, CancellationToken cancellationToken)
    {
        await root.WriteAsync(add.Pin.Path, add.Pin.Content, cancellationToken);
        await root.WriteAsync(add.Source.Path, add.Source.Content, cancellationToken);
    }

    private static async Task InstallAsync(HostStep.InstallPackages install, RootRunner root, IReport report, CancellationToken cancellationToken)
    {
        var update = await root.TryRunAsync(AptLimit, cancellationToken, "apt-get", "update", "-q", "-o", AptLockWait);
        if (update.ExitCode != 0)
            report.Warn($"apt-get update: {LastLine(update.StandardError)} (continuing: the packages may come from another archive)");
        await root.RunAsync(AptLimit, cancellationToken,
        [
            "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", "--no-install-recommends",
            "-o", AptLockWait, "-o", "Dpkg::Options::=--force-confold", .. install.Packages.Select(package => package.Name),
        ]);
    }

    /// <summary>The package's own scripts may have registered it already, and the kernel refuses a second one.</summary>
    private static async Task RegisterAsync(RootRunner root, CancellationToken cancellationToken)
    {
        if (!new HostFiles("/").Binfmt.RunsArmInContainers)
            await root.RunAsync(ShortLimit, cancellationToken, "sh", "-c", RegisterScript);
    }

    private static string LastLine(string text) => text.Trim().Split('\n')[^1];
}
