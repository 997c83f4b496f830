using System.Collections.Immutable;
using Fridge.Images.Layouts;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Publishing.Contents;
using Fridge.Registry.Oci;
using Fridge.Registry.Outside;
using Fridge.Tooling;

namespace Fridge.Targets.Publishing;

/// <summary>A planned image that a release has, made of the same inputs.</summary>
internal sealed record ReleasedImage(PlannedImage Planned, ReleaseImage Released)
{
    public IReadOnlyCollection<PlatformImage> Platforms =>
        [.. Released.Platforms.Select(platform => new PlatformImage(OciPlatform.Parse(platform.Platform).Known!.Value, platform.Digest, platform.Bytes))];
}

/// <summary>Which images come from a release instead of being built, and how they come.</summary>
internal static class ReleasedImages
{
    /// <summary>As the release's were planned: what an image is made of has its platforms in it.</summary>
    public static ImageSettings Settings(ImageSettings own, ReleaseDocument release) =>
        own with { Platforms = [.. release.Platforms.Select(platform => OciPlatform.Parse(platform).Known!.Value)] };

    /// <returns>Those that are here, and were built otherwise than the release's.</returns>
    public static IEnumerable<PlannedImage> Unlike(ImagePlan plan, LayoutStore layouts, ReleaseDocument? release) => release is null ? [] : plan.Images.Where(image =>
        Find(image, release) is { } released && layouts.Find(image) is { } layout
        && !LayoutStore.Describe(image, layout).Platforms.Select(platform => platform.ManifestDigest).ToHashSet().SetEquals(released.Platforms.Select(platform => platform.Digest)));

    /// <param name="missing">What neither the cluster nor this machine has.</param>
    /// <param name="release">Null: everything is built.</param>
    /// <param name="mayBuild">What the release doesn't have is built, whatever it is.</param>
    /// <returns>Those that the release has; of the others, which are jobs' of one's own, a layer each is built.</returns>
    /// <exception cref="FridgeException">An image that isn't a job's is wanted of other inputs than the release's.</exception>
    public static ImmutableArray<ReleasedImage> Of(ImmutableArray<PlannedImage> missing, ReleaseDocument? release, bool mayBuild = false)
    {
        if (release is null)
            return [];
        var found = missing.Select(planned => (Planned: planned, Released: Find(planned, release))).ToList();
        if (!mayBuild && found.FirstOrDefault(image => image.Released is null && image.Planned.Kind != ImageKind.Job).Planned is { } other)
        {
            throw new FridgeException(
                $"The release {release.Tag} has no {other.Name} as this checkout and cluster file need it.",
                $"git checkout {release.Tag}, and leave out what changes images (--variant, or state in a bucket where the release's clusters have none); or build: the same command without --release.");
        }

        return [.. found.Where(image => image.Released is not null).Select(image => new ReleasedImage(image.Planned, image.Released!))];
    }

    /// <summary>Into the cache, where they count as built: each digest is that of the release.</summary>
    public static async Task FetchAsync(ImmutableArray<ReleasedImage> images, ImageFetcher fetcher, LayoutStore layouts, CancellationToken cancellationToken)
    {
        foreach (var image in images)
        {
            var folder = layouts.FetchFolder(image.Planned);
            await fetcher.FetchAsync(image.Released.Repository, image.Platforms, folder, cancellationToken);
            layouts.Keep(image.Planned, folder, replace: true);
        }
    }

    private static ReleaseImage? Find(PlannedImage planned, ReleaseDocument release) =>
        release.Images.FirstOrDefault(image => image.Name == planned.Name && image.InputHash == planned.InputHash);
}
