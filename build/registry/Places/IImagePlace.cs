using Fridge.Model;
using Fridge.Nodes.Locks;
using Fridge.Registry.Collection;
using Fridge.Registry.Pushing;

namespace Fridge.Registry.Places;

/// <summary>Where a cluster's images go, and its nodes pull them from: a registry of the cluster's own, or one that its file names.</summary>
public interface IImagePlace
{
    /// <summary>What <see cref="StartAsync"/> would do; null: nothing, it takes images as it is.</summary>
    string? Start { get; }

    /// <summary>Has it take images.</summary>
    /// <returns>Whether something was changed.</returns>
    /// <exception cref="FridgeException">It doesn't answer, or not to us.</exception>
    Task<bool> StartAsync(ILockHandle held, CancellationToken cancellationToken);

    /// <summary>Asks what it lacks; changes nothing.</summary>
    Task<PushPlan> PlanAsync(ImageSet images, CancellationToken cancellationToken);

    /// <summary>For one that is yet to be started.</summary>
    PushPlan PlanForNothing(ImageSet images);

    /// <summary>Pushes what it lacks; blobs that it has aren't sent again.</summary>
    /// <param name="held">Asked before each image; one that is on its way ends when it is lost.</param>
    Task PushAsync(PushPlan plan, ILockHandle held, CancellationToken cancellationToken);

    /// <summary>False: what lies there is its owner's to delete.</summary>
    bool IsCollected { get; }

    /// <summary>What would leave it when these images are all that is used; changes nothing.</summary>
    /// <param name="used">References as the specs of services and tasks have them.</param>
    Task<CollectionPlan> PlanCollectionAsync(IEnumerable<string> used, CancellationToken cancellationToken);

    /// <summary>Deletes what the plan names and frees its disk.</summary>
    Task CollectAsync(CollectionPlan plan, ILockHandle held, CancellationToken cancellationToken);
}
