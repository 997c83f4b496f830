using System.Collections.Immutable;
using Fridge.Images.Plan;
using Fridge.Model;

namespace Fridge.Targets.Sessions;

/// <param name="Held">What the cluster has of the plan.</param>
/// <param name="Missing">What neither the cluster nor this machine's cache has.</param>
internal sealed record ImagesToBuild(ImagePlan Plan, ImageSet Held, ImmutableArray<PlannedImage> Missing)
{
    public bool ClusterHasAll => Held.Images.Length == Plan.Images.Length;

    public string Names => string.Join(", ", Missing.Select(image => image.Name));
}
