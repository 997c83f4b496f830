using Fridge.Nodes;
using Fridge.Nodes.Sources;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Virtual;

/// <summary>Makes virtual Pis, finds them again, and waits until they answer.</summary>
internal sealed class VirtualLauncher(IProcessRunner processes, FridgePaths paths, TimeProvider time, SshProbe? door = null)
{
    private readonly SshProbe door = door ?? new SshProbe();

    /// <summary>Creates what is missing, starts what is stopped, leaves alone what matches; returns when every Pi's sshd and engine answer.</summary>
    /// <param name="takeLock">Of every Pi that runs, before one of them is changed.</param>
    /// <exception cref="FridgeException">Wrong use (exit 2): no engine, no room, a subnet that is taken, no image. Else: a Pi doesn't boot, with its journal.</exception>
    public async Task<RunningFridge> UpAsync(VirtualPlan plan, HostFacts host, TakeLock takeLock, IReport report, CancellationToken cancellationToken)
    {
        var engine = PiEngine.Of(host, processes);
        if ((await ChangesAsync(engine, plan, cancellationToken)).IsEmpty)
            return await WaitAsync(engine, plan, changed: false, report, cancellationToken);

        // Until the Pis answer: whoever waits here takes the lock on those that this run has made.
        using var only = await MachineLock.TakeAsync(plan.Cluster, time, report, cancellationToken);
        await ApplyAsync(engine, plan, host, takeLock, report, cancellationToken);
        return await WaitAsync(engine, plan, changed: true, report, cancellationToken);
    }

    /// <summary>As they are, for verbs that make nothing.</summary>
    /// <exception cref="FridgeException">They aren't all up: what is wrong, and that Start heals it.</exception>
    public async Task<RunningFridge> AttachAsync(VirtualPlan plan, HostFacts host, IReport report, CancellationToken cancellationToken)
    {
        var engine = PiEngine.Of(host, processes);
        var changes = await ChangesAsync(engine, plan, cancellationToken);
        var down = changes.Pis.Where(change => change.Kind is not PiChangeKind.Keep && change.Reason is not VirtualChanges.SpecChanged).ToArray();
        if (down.Length > 0)
        {
            throw new FridgeException(
                $"The virtual Pis of {plan.Cluster} aren't up: {string.Join(", ", down.Select(change => $"{change.Pi.Node} {change.Reason}"))}.",
                down.All(change => change.Kind == PiChangeKind.Create) ? "Type: ./build.sh Deploy" : "Type: ./build.sh Start");
        }

        return await WaitAsync(engine, plan, changed: false, report, cancellationToken);
    }

    /// <summary>Of Pis that have just been seen as planned.</summary>
    /// <exception cref="FridgeException">One doesn't answer, with its journal.</exception>
    public Task<RunningFridge> ReachAsync(VirtualPlan plan, HostFacts host, IReport report, CancellationToken cancellationToken) =>
        WaitAsync(PiEngine.Of(host, processes), plan, changed: false, report, cancellationToken);

    /// <summary>What <see cref="UpAsync"/> would do; changes nothing.</summary>
    public Task<VirtualChanges> CheckAsync(VirtualPlan plan, HostFacts host, CancellationToken cancellationToken) =>
        ChangesAsync(PiEngine.Of(host, processes), plan, cancellationToken);

    private static async Task<VirtualChanges> ChangesAsync(PiEngine engine, VirtualPlan plan, CancellationToken cancellationToken) =>
        VirtualChanges.Between(plan, await ObservedFridge.ReadAsync(engine, plan.Cluster, cancellationToken));

    private async Task ApplyAsync(PiEngine engine, VirtualPlan plan, HostFacts host, TakeLock takeLock, IReport report, CancellationToken cancellationToken)
    {
        var observed = await ObservedFridge.ReadAsync(engine, plan.Cluster, cancellationToken);
        var changes = VirtualChanges.Between(plan, observed);
        if (changes.IsEmpty)
            return;
        plan.Settings.Owner.Check(plan.Cluster, changes.Touched);
        await using var sessions = new EngineSessions(processes, host.Docker, plan.Cluster);
        await using var locks = await PiLocks.TakeAsync(observed.Pis, sessions, takeLock, report, cancellationToken);
        HostCapacity.Check(plan, changes, host);
        if (changes.Makes)
            await CheckMakingAsync(engine, plan, host, cancellationToken);
        await new PiBooter(engine, report).ApplyAsync(plan, changes, cancellationToken);
    }

    private static async Task CheckMakingAsync(PiEngine engine, VirtualPlan plan, HostFacts host, CancellationToken cancellationToken)
    {
        HostCapacity.CheckSubnet(plan, await EngineNetwork.AllAsync(engine, cancellationToken), host);
        var image = await engine.TryRunAsync(cancellationToken, "image", "inspect", "--format", "{{.Id}}", plan.Settings.Image);
        if (image.ExitCode != 0)
            throw new FridgeException($"The image {plan.Settings.Image} isn't in this machine's engine.", "Type: ./build.sh Images", wrongUse: true);
    }

    private async Task<RunningFridge> WaitAsync(PiEngine engine, VirtualPlan plan, bool changed, IReport report, CancellationToken cancellationToken)
    {
        var key = new ClusterKey(paths.StateOf(plan.Cluster), processes);
        var publicKey = await key.EnsureAsync(cancellationToken);
        using var progress = report.Begin($"virtual Pis of {plan.Cluster}: waiting for sshd and dockerd", plan.Pis.Length, ProgressUnit.Steps);
        var ready = 0;
        var readiness = new PiReadiness(engine, door, time);
        var pis = await Task.WhenAll(plan.Pis.Select(async pi =>
        {
            var running = await readiness.WaitAsync(pi, publicKey, cancellationToken);
            progress.Report(Interlocked.Increment(ref ready));
            return running;
        }));
        await VirtualHostKeys.RememberAsync(Path.Combine(paths.StateOf(plan.Cluster), "known_hosts"), pis, cancellationToken);
        return new RunningFridge(key.PrivateKeyFile, [.. pis], changed);
    }
}
