using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Images.Plan;
using Fridge.Images.Renewal;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;

namespace Fridge.Targets.Publishing;

/// <summary>
/// What a night has to do: each image of the clusters once, with the packages as Debian's archives have them, beside what the registry holds of it.
/// Pure: the same plans, registry and locks give the same night.
/// </summary>
internal sealed record NightlyPlan(ImmutableArray<NightlyImage> Images)
{
    public ImmutableArray<NightlyImage> ToBuild => [.. Images.Where(image => image.Held is null)];

    public bool IsEmpty => ToBuild.IsEmpty;

    public string Names => string.Join(", ", ToBuild.Select(image => image.Planned.Name));

    /// <summary>Each image that the clusters need, once: they may have different ones of a name.</summary>
    public static ImmutableArray<PlannedImage> Wanted(IEnumerable<ImagePlan> plans) => [.. plans.SelectMany(plan => plan.Images).DistinctBy(image => (image.Name, image.InputHash))];

    /// <param name="held">For each of the wanted images, what the registry has of it.</param>
    /// <param name="changes">Of all locks, since the night before.</param>
    public static NightlyPlan Of(ImmutableArray<PlannedImage> wanted, RegistryAddress registry, ImmutableArray<HeldImage?> held, ImmutableArray<PackageChange> changes) => new(
    [
        .. wanted.Zip(held, (image, there) => new NightlyImage(
            image, registry.Repository(image.Name), there, there is null ? [.. changes.Where(change => Concerns(wanted, image, change))] : [])),
    ]);

    /// <summary>A job's image is made anew with Flink's, on which it lies.</summary>
    private static bool Concerns(ImmutableArray<PlannedImage> wanted, PlannedImage image, PackageChange change) =>
        (image.Kind == ImageKind.Job ? wanted.Where(below => below.Kind == ImageKind.Flink).Append(image) : [image]).Any(each => ImagePackages.Concerns(each, change.Recipe, change.Package));

    /// <summary>What is to be built of a cluster's images; beside a job's, Flink's that it lies upon.</summary>
    public ImagePlan Of(ImagePlan cluster)
    {
        var hashes = ToBuild.Select(image => image.Planned.InputHash).ToHashSet();
        var images = cluster.Images.Where(image => hashes.Contains(image.InputHash)).ToImmutableArray();
        return cluster with { Images = images.Any(image => image.Kind == ImageKind.Job) ? [.. images.Union([cluster["flink"]]).OrderBy(image => cluster.Images.IndexOf(image))] : images };
    }

    /// <summary>For people: what changed in which image, a row a package and version.</summary>
    public TextTable Table() => ToBuild.SelectMany(image => image.Changes.Select(change => (Image: image.Planned.Name, Change: change)))
        .GroupBy(row => (row.Image, row.Change.Package.Name, row.Change.Versions, row.Change.IsSecurity))
        .Aggregate(
            new TextTable("what changed", "image", "package", "old -> new", "for", "security update"),
            (table, rows) => table.Row(
                rows.Key.Image, rows.Key.Name, rows.Key.Versions, string.Join(", ", rows.Select(row => row.Change.Package.Target).Distinct().Order(StringComparer.Ordinal)), rows.Key.IsSecurity ? "yes" : "no"));
}
