using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Registry.Collection;
using Fridge.Tooling.Engines;

namespace Fridge.Registry.Running;

/// <summary>The cluster's own registry: two containers on the manager, from an image that is streamed in.</summary>
/// <param name="redactor">Hides the key of the one who may write.</param>
public sealed class RegistryService(INodeSessions sessions, IReport report, TimeProvider time, Redactor redactor)
{
    /// <summary>What an apply would do; null: the registry is as it should be. Asks nobody: the facts of Provision say it.</summary>
    public static string? Plan(FormedCluster cluster, ImageRecord image) => cluster.RegistrySpec switch
    {
        var running when running == SpecFor(cluster, image).Hash => null,
        null => $"{cluster.Manager}: start the registry {WellKnown.Registry}",
        _ => $"{cluster.Manager}: replace the registry {WellKnown.Registry}",
    };

    /// <returns>Whether something was changed.</returns>
    /// <exception cref="FridgeException">No image, too little disk, or it doesn't answer within its limit.</exception>
    public async Task<bool> EnsureAsync(FormedCluster cluster, ImageRecord image, ILockHandle held, CancellationToken cancellationToken)
    {
        var manager = await sessions.OpenAsync(cluster.Manager, cancellationToken);
        var changed = Plan(cluster, image) is not null;
        if (changed) await held.ChangeAsync(token => StartOrExplainAsync(cluster, image, manager, token), cancellationToken);
        await AwaitAsync(cluster, manager, cancellationToken);
        return changed;
    }

    private static RegistrySpec SpecFor(FormedCluster cluster, ImageRecord image) =>
        new(image, ManagersArchitecture(cluster), cluster.RegistryCa + cluster.RegistryCertificates);

    private static NodeArchitecture ManagersArchitecture(FormedCluster cluster)
    {
        var debian = cluster.Nodes.Single(node => node.Name == cluster.Manager).Facts.DebianArchitecture;
        return Enum.GetValues<NodeArchitecture>().Single(architecture => architecture.DebianName() == debian);
    }

    private async Task StartOrExplainAsync(FormedCluster cluster, ImageRecord image, NodeSession manager, CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync(cluster, image, manager, cancellationToken);
        }
        catch (DockerApiException refusal)
        {
            throw new FridgeException($"The engine of {cluster.Manager} refused the registry: {EngineRefusal.Words(refusal)}",
                $"Is port {NodePorts.Registry} or {NodePorts.RegistryWriting} taken there? On {cluster.Manager}: docker ps; ss -ltnp", inner: refusal);
        }
    }

    private async Task StartAsync(FormedCluster cluster, ImageRecord image, NodeSession manager, CancellationToken cancellationToken)
    {
        var spec = SpecFor(cluster, image);
        var engine = await manager.EngineAsync(cancellationToken);
        await new RegistryImage(report).EnsureAsync(cluster, image, ManagersArchitecture(cluster), spec.Tag, engine, cancellationToken);
        foreach (var name in new[] { RegistryCollector.Container(spec.Writing()).Name!, RegistryPlace.WritingContainer, RegistryPlace.Container })
            await RegistryContainers.RemoveAsync(engine, name, cancellationToken);
        report.Info($"{cluster.Manager}: start the registry {WellKnown.Registry}");
        // The writing one first: the other couldn't make what is missing in a new volume.
        foreach (var wanted in new[] { spec.Writing(), spec.Reading() })
        {
            var container = await engine.Containers.CreateContainerAsync(wanted, cancellationToken);
            await engine.Containers.StartContainerAsync(container.ID, new ContainerStartParameters(), cancellationToken);
        }
    }

    /// <summary>What would leave the registry when these images are all that is used; changes nothing.</summary>
    /// <param name="used">References as the specs of services and tasks have them.</param>
    public async Task<CollectionPlan> PlanCollectionAsync(FormedCluster cluster, IEnumerable<string> used, CancellationToken cancellationToken)
    {
        using var registry = await RegistryEndpoint.OpenAsync(await sessions.OpenAsync(cluster.Manager, cancellationToken), cluster.RegistryCa, redactor, cancellationToken);
        return await new RegistryContent(registry).PlanAsync(used, cancellationToken);
    }

    /// <summary>Deletes what the plan names and frees its disk. Nobody may push meanwhile; nodes go on pulling.</summary>
    public async Task CollectAsync(FormedCluster cluster, ImageRecord image, CollectionPlan plan, ILockHandle held, CancellationToken cancellationToken)
    {
        var manager = await sessions.OpenAsync(cluster.Manager, cancellationToken);
        using (var registry = await RegistryEndpoint.OpenAsync(manager, cluster.RegistryCa, redactor, cancellationToken))
            await new RegistryContent(registry).TagAsync(plan, held, cancellationToken);
        var collector = new RegistryCollector(await manager.EngineAsync(cancellationToken));
        await collector.CollectAsync(SpecFor(cluster, image).Writing(), plan.ToDelete, held, cancellationToken);
        foreach (var gone in plan.ToDelete) report.Detail($"{cluster.Manager}: {gone} was deleted from the registry: no service uses it");
        await AwaitAsync(cluster, manager, cancellationToken);
    }

    private async Task AwaitAsync(FormedCluster cluster, NodeSession manager, CancellationToken cancellationToken) =>
        await new RegistryHealth(time).AwaitAsync(manager, cluster.RegistryCa, await StoredPair.WriterAsync(manager, redactor, cancellationToken), cancellationToken);
}
