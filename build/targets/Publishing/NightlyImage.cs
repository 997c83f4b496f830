using System.Collections.Immutable;
using Fridge.Images.Plan;
using Fridge.Images.Renewal;
using Fridge.Registry.Outside;

namespace Fridge.Targets.Publishing;

/// <summary>An image of tonight beside what the registry has.</summary>
/// <param name="Repository">Within the registry.</param>
/// <param name="Held">What the registry has that was made of the same; null: it is to be built.</param>
/// <param name="Changes">Packages of it that changed since the night before; empty for one that is held.</param>
internal sealed record NightlyImage(PlannedImage Planned, string Repository, HeldImage? Held, ImmutableArray<PackageChange> Changes)
{
    public override string ToString() => Held is { } held ? $"{Planned.Name} is unchanged: {held}"
        : Changes.IsEmpty ? $"{Planned.Name} must be built: {Repository} has none of this recipe, Flink and settings"
        : $"{Planned.Name} must be built: {string.Join(", ", Changes.Select(change => change.Package.Name).Distinct())} changed";
}
