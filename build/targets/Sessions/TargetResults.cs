using System.Collections.Immutable;
using Fridge.Images.Plan;
using Fridge.Images.Renewal;
using Fridge.Model;
using Fridge.Registry.Collection;
using Fridge.Tooling.Host;

namespace Fridge.Targets.Sessions;

/// <summary>What has been planned for what a cluster stands on, its hosts or an API that somebody else keeps.</summary>
internal sealed record Convergence(Func<CancellationToken, Task<Converged>> ApplyAsync);

/// <param name="Formed">Null: its hosts are somebody else's, and were not touched.</param>
public sealed record Converged(FormedCluster? Formed, bool Changed, string Summary);

/// <param name="Renewed">What <c>--update</c> found; none without it.</param>
/// <param name="Plan">From the locks as they are now.</param>
internal sealed record PlannedImages(RenewedLocks Renewed, ImagePlan Plan);

/// <summary>What the virtual Pis are made from.</summary>
internal sealed record NodeMaterial(string Name, bool IsThere);

/// <summary>The cluster with all that a session to its nodes needs.</summary>
public sealed record ReachableNodes(Cluster Cluster);

/// <param name="Answers">False with <c>--check</c>, where the cluster's registry would have to be started first.</param>
public sealed record RegistryState(bool Answers);

/// <param name="Reason">Why nothing at all may be deleted; null: what the plan names may.</param>
internal sealed record RegistryWaste(CollectionPlan Plan, string? Reason);

/// <param name="Images">What the cluster runs, with the hashes of what went in.</param>
public sealed record Surveyed(ImageSet Images)
{
    public static readonly Surveyed Nothing = new(new ImageSet([]));
}

/// <param name="Names">For a person.</param>
/// <param name="Host">This machine as it was found, where the nodes are removed from it; null: they stay.</param>
internal sealed record ThingsToRemove(ImmutableArray<string> Names, HostFacts? Host = null);
