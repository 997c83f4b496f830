using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Locks;
using Fridge.Registry.Collection;
using Fridge.Registry.Pushing;
using Fridge.Registry.Running;

namespace Fridge.Registry.Places;

/// <summary>The cluster's own registry, on its first manager.</summary>
/// <param name="image">The registry's.</param>
public sealed class OwnRegistry(FormedCluster cluster, ImageRecord image, INodeSessions sessions, IReport report, TimeProvider time, Redactor redactor) : IImagePlace
{
    private readonly RegistryService service = new(sessions, report, time, redactor);
    private readonly ImagePusher pusher = new(sessions, report, redactor);

    public string? Start => RegistryService.Plan(cluster, image);

    public bool IsCollected => true;

    public Task<bool> StartAsync(ILockHandle held, CancellationToken cancellationToken) => service.EnsureAsync(cluster, image, held, cancellationToken);

    public Task<PushPlan> PlanAsync(ImageSet images, CancellationToken cancellationToken) => pusher.PlanAsync(cluster, images, cancellationToken);

    public PushPlan PlanForNothing(ImageSet images) => PushPlan.OfAll(cluster, images);

    public Task PushAsync(PushPlan plan, ILockHandle held, CancellationToken cancellationToken) => pusher.PushAsync(cluster, plan, held, cancellationToken);

    public Task<CollectionPlan> PlanCollectionAsync(IEnumerable<string> used, CancellationToken cancellationToken) => service.PlanCollectionAsync(cluster, used, cancellationToken);

    public Task CollectAsync(CollectionPlan plan, ILockHandle held, CancellationToken cancellationToken) => service.CollectAsync(cluster, image, plan, held, cancellationToken);
}
