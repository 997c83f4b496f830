using System.Collections.Immutable;
using Fridge.Images.Builds;
using Fridge.Images.Plan;
using Fridge.Images.VirtualPi;
using Fridge.Model;
using Fridge.Nodes.Sources;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Virtual;

/// <summary>Virtual Pis on this machine, made from their own image.</summary>
/// <param name="images">Where the packages of their image come from.</param>
public sealed class VirtualNodes(
    Cluster cluster, VirtualNetwork network, VirtualOwner owner, ImageSettings images, IProcessRunner processes, FridgePaths paths, TimeProvider time)
    : INodeSource
{
    private readonly VirtualLauncher launcher = new(processes, paths, time);

    public string Description => $"VIRTUAL, {cluster.Nodes.Length} virtual Pis on this machine";

    public ImmutableArray<HostNeed> HostNeeds => Tooling.Host.HostNeeds.Deploy;

    public Cluster Expected => VirtualPlan.WithLogins(cluster);

    public bool AreMadeWithClusterKey => true;

    public INodeRemoval Removal { get; } = new VirtualDestroyer(cluster.Name, owner, processes, paths, time);

    public Task<string> MaterialAsync(CancellationToken cancellationToken) => VirtualPiImage.NameAsync(paths.Checkout, cancellationToken);

    public async Task<bool> HasMaterialAsync(HostFacts host, CancellationToken cancellationToken) =>
        host.Engine is not null && await new LocalImages(processes, host, paths).HasAsync(await MaterialAsync(cancellationToken), cancellationToken);

    public async Task<bool> MakeMaterialAsync(HostFacts host, IReport report, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        return await new VirtualPiImage(processes, host, http, paths).EnsureAsync(images, report, cancellationToken);
    }

    public async Task<NodeChanges> PlanAsync(HostFacts host, CancellationToken cancellationToken)
    {
        var changes = await ChangesAsync(await PlanForAsync(host, cancellationToken), host, cancellationToken);
        owner.Check(cluster.Name, changes.Touched);
        return new NodeChanges(
            [.. changes.Describe()],
            changes.IsEmpty ? "unchanged" : $"would make or start {changes.Pis.Count(pi => pi.Kind != PiChangeKind.Keep)} virtual Pis");
    }

    public async Task<Cluster?> FindAsync(HostFacts host, IReport report, CancellationToken cancellationToken)
    {
        var plan = await PlanForAsync(host, cancellationToken);
        return (await ChangesAsync(plan, host, cancellationToken)).IsEmpty
            ? (await launcher.AttachAsync(plan, host, report, cancellationToken)).Reach(cluster)
            : null;
    }

    public async Task<EnsuredNodes> EnsureAsync(HostFacts host, NodeChanges planned, TakeLock takeLock, IReport report, CancellationToken cancellationToken)
    {
        var plan = await PlanForAsync(host, cancellationToken);
        var running = planned.IsEmpty
            ? await launcher.AttachAsync(plan, host, report, cancellationToken)
            : await launcher.UpAsync(plan, host, takeLock, report, cancellationToken);
        return new EnsuredNodes(running.Reach(cluster), running.Changed, $"{running.Pis.Length} virtual Pis up");
    }

    public async Task<Cluster> AttachAsync(HostProbe probe, IReport report, CancellationToken cancellationToken)
    {
        var host = await probe.ProbeAsync(cancellationToken);
        return (await launcher.AttachAsync(await PlanForAsync(host, cancellationToken), host, report, cancellationToken)).Reach(cluster);
    }

    private async Task<VirtualPlan> PlanForAsync(HostFacts host, CancellationToken cancellationToken) =>
        VirtualPlan.From(cluster, host, new VirtualSettings(network.Subnet, await MaterialAsync(cancellationToken), owner));

    /// <summary>Where no engine answers there is no Pi.</summary>
    private async Task<VirtualChanges> ChangesAsync(VirtualPlan plan, HostFacts host, CancellationToken cancellationToken) =>
        host.Engine is null ? VirtualChanges.Between(plan, new ObservedFridge([])) : await launcher.CheckAsync(plan, host, cancellationToken);
}
