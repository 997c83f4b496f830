using System.Collections.Immutable;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Targets.Publishing;

namespace Fridge.Targets.Sessions;

/// <param name="Held">What the cluster has of the plan.</param>
/// <param name="Missing">What neither the cluster nor this machine's cache has.</param>
internal sealed record ImagesToBuild(ImagePlan Plan, ImageSet Held, ImmutableArray<PlannedImage> Missing)
{
    /// <summary>Of the missing ones, what a release has.</summary>
    public ImmutableArray<ReleasedImage> Released { get; init; } = [];

    public ImmutableArray<PlannedImage> ToBuild => [.. Missing.Except(Released.Select(image => image.Planned))];

    public bool ClusterHasAll => Held.Images.Length == Plan.Images.Length;

    public string Names => Released.IsEmpty ? NamesOf(Missing) : $"{NamesOf(Released.Select(image => image.Planned))} from the release{(ToBuild.IsEmpty ? "" : $", {NamesOf(ToBuild)} built")}";

    private static string NamesOf(IEnumerable<PlannedImage> images) => string.Join(", ", images.Select(image => image.Name));
}
