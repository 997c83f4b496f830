using System.Collections.Immutable;
using Fridge.Images.Builds;
using Fridge.Images.Plan;
using Fridge.Images.VirtualPi;
using Fridge.Model;
using Fridge.Nodes.Sources;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
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

    /// <summary>Null: what is to run there has all its images elsewhere.</summary>
    private readonly KubeadmImages? pods = cluster is { Orchestrator: Orchestrator.Kubeadm, Kubernetes: { } kubernetes } ? new KubeadmImages(kubernetes.Version, cluster.HasContainerd, images, processes, paths) : null;

    public string Description => $"VIRTUAL, {cluster.Nodes.Length} virtual Pis on this machine";

    public ImmutableArray<HostNeed> HostNeeds => Tooling.Host.HostNeeds.Deploy;

    public Cluster Expected => VirtualPlan.WithLogins(cluster);

    public bool AreMadeWithClusterKey => true;

    public bool AreReached => true;

    public INodeRemoval Removal { get; } = new VirtualDestroyer(cluster.Name, owner, processes, paths, time);

    public async Task<string> MaterialAsync(CancellationToken cancellationToken) =>
        string.Join(' ', new[] { await ImageAsync(cancellationToken), pods?.Name }.OfType<string>());

    public async Task<bool> HasMaterialAsync(HostFacts host, CancellationToken cancellationToken) =>
        host.Engine is not null && pods is not { AreMade: false } && await new LocalImages(processes, host, paths).HasAsync(await ImageAsync(cancellationToken), cancellationToken);

    public async Task<bool> MakeMaterialAsync(HostFacts host, IReport report, CancellationToken cancellationToken)
    {
        using var http = PublicHttp.Open();
        var made = await new VirtualPiImage(processes, host, http, paths).EnsureAsync(images, report, cancellationToken);
        if (pods is not { AreMade: false })
            return made;
        await pods.MakeAsync(host, report, cancellationToken);
        return true;
    }

    public async Task<NodeChanges> PlanAsync(HostFacts host, CancellationToken cancellationToken)
    {
        var plan = await PlanForAsync(host, cancellationToken);
        var changes = await ChangesAsync(plan, host, cancellationToken);
        owner.Check(cluster.Name, changes.Touched);
        if (changes.IsEmpty && await LackingAsync(plan, host, cancellationToken) is { IsEmpty: false } lacking)
            return new NodeChanges([.. lacking.Select(pi => $"virtual Pi {pi.Node}: load the images of kubeadm's pods")], $"would load images on {lacking.Length} virtual Pis");
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
            ? await launcher.ReachAsync(plan, host, report, cancellationToken)
            : await launcher.UpAsync(plan, host, takeLock, report, cancellationToken);
        if (!planned.IsEmpty && pods is not null)
            await Task.WhenAll(plan.Pis.Select(pi => pods.LoadAsync(PiEngine.Of(host, processes), pi, report, cancellationToken)));
        return new EnsuredNodes(running.Reach(cluster), running.Changed || !planned.IsEmpty, $"{running.Pis.Length} virtual Pis up");
    }

    public async Task<Cluster> AttachAsync(HostProbe probe, IReport report, CancellationToken cancellationToken)
    {
        var host = await probe.ProbeAsync(cancellationToken);
        return (await launcher.AttachAsync(await PlanForAsync(host, cancellationToken), host, report, cancellationToken)).Reach(cluster);
    }

    private Task<string> ImageAsync(CancellationToken cancellationToken) => VirtualPiImage.NameAsync(paths.Checkout, cancellationToken);

    /// <summary>Pis of a run that was killed before they had all their images.</summary>
    private async Task<ImmutableArray<VirtualPi>> LackingAsync(VirtualPlan plan, HostFacts host, CancellationToken cancellationToken)
    {
        var lacking = ImmutableArray.CreateBuilder<VirtualPi>();
        foreach (var pi in pods is null || host.Engine is null ? [] : plan.Pis)
        {
            if (!await pods!.AreOnAsync(PiEngine.Of(host, processes), pi, cancellationToken))
                lacking.Add(pi);
        }

        return lacking.ToImmutable();
    }

    private async Task<VirtualPlan> PlanForAsync(HostFacts host, CancellationToken cancellationToken) =>
        VirtualPlan.From(cluster, host, new VirtualSettings(network.Subnet, await ImageAsync(cancellationToken), owner));

    /// <summary>Where no engine answers there is no Pi.</summary>
    private async Task<VirtualChanges> ChangesAsync(VirtualPlan plan, HostFacts host, CancellationToken cancellationToken) =>
        host.Engine is null ? VirtualChanges.Between(plan, new ObservedFridge([])) : await launcher.CheckAsync(plan, host, cancellationToken);
}
