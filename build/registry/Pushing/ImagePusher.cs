using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Registry.Distribution;
using Fridge.Registry.Running;

namespace Fridge.Registry.Pushing;

/// <summary>Brings images into the cluster's registry, through the manager's session.</summary>
/// <param name="redactor">Hides the key of the one who may write.</param>
public sealed class ImagePusher(INodeSessions sessions, IReport report, Redactor redactor)
{
    /// <summary>Asks the registry what it has; changes nothing.</summary>
    public async Task<PushPlan> PlanAsync(FormedCluster cluster, ImageSet images, CancellationToken cancellationToken)
    {
        using var registry = await OpenAsync(cluster, cancellationToken);
        var candidates = PushPlan.Candidates(cluster, images);
        var isThere = await Task.WhenAll(candidates.Select(candidate =>
            registry.HasManifestAsync(candidate.Image.Name, candidate.Platform.ManifestDigest, cancellationToken)));
        return new PushPlan([.. candidates.Where((_, at) => !isThere[at])]);
    }

    /// <summary>Pushes what is missing; blobs that the registry has aren't sent again.</summary>
    /// <param name="held">Asked before each image; one that is on its way ends when it is lost.</param>
    /// <exception cref="NodeDiskFullException">A node has less free than twice what it will take; nothing was pushed.</exception>
    public async Task PushAsync(FormedCluster cluster, PushPlan plan, ILockHandle held, CancellationToken cancellationToken)
    {
        if (plan.IsUnchanged) return;
        DemandSpace(cluster, plan);
        using var registry = await OpenAsync(cluster, cancellationToken);
        var push = new OciPush(registry);
        var repositories = await registry.RepositoriesAsync(cancellationToken);
        foreach (var image in plan.Missing.GroupBy(missing => missing.Image.Name))
        {
            var one = new OciPushPlan
            {
                Layout = image.First().Layout(),
                Repository = image.Key,
                Platforms = [.. image.Select(missing => missing.Platform.Architecture.OciPlatform())],
                MountFrom = repositories,
                IndexTag = PushPlan.IndexTag(cluster, image.First().Image),
            };
            await held.ChangeAsync(token => push.RunAsync(one, report, token), cancellationToken);
            repositories = [.. repositories.Union([image.Key])];
        }
    }

    /// <summary>Nodes of an architecture pull the same; the manager's disk takes what is pushed, too, and its card has the orchestrator's log.</summary>
    private static void DemandSpace(FormedCluster cluster, PushPlan plan)
    {
        foreach (var alike in cluster.Nodes.GroupBy(node => node.Facts.DebianArchitecture))
        {
            var bytes = plan.BytesFor(alike.First());
            foreach (var node in alike) FreeSpace.Demand(cluster, node.Name, node.Name == cluster.Manager ? bytes + plan.Bytes() : bytes);
        }
    }

    private async Task<OciRegistryClient> OpenAsync(FormedCluster cluster, CancellationToken cancellationToken) =>
        await RegistryEndpoint.OpenAsync(await sessions.OpenAsync(cluster.Manager, cancellationToken), cluster.RegistryCa, redactor, cancellationToken);
}
