using System.Collections.Immutable;
using Fridge.Images.Plan;
using Fridge.Model;

namespace Fridge.Targets.Sessions;

/// <param name="Held">What the cluster has of the plan.</param>
/// <param name="Missing">What neither the cluster nor this machine's cache has.</param>
/// <param name="Foreseen">All of the plan, for <c>--check</c>.</param>
internal sealed record ImagesToBuild(ImageSet Held, ImmutableArray<PlannedImage> Missing, ImageSet Foreseen)
{
    public string Names => string.Join(", ", Missing.Select(image => image.Name));
}
