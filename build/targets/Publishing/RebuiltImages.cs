using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Model;
using Fridge.Publishing.Contents;
using Fridge.Tooling;

namespace Fridge.Targets.Publishing;

/// <summary>A platform of a released image beside what building it anew gave.</summary>
/// <param name="Rebuilt">Null: nothing was built under that name of the same inputs.</param>
internal sealed record RebuiltPlatform(string Image, string Platform, string Released, string? Rebuilt)
{
    public bool IsEqual => Released == Rebuilt;

    public override string ToString() => $"{Image} ({Platform}): {Released} first, {Rebuilt ?? "nothing"} when built again";
}

/// <summary>Whether images, of a release or for one, are what their sources give. Pure.</summary>
internal static class RebuiltImages
{
    public static ImmutableArray<RebuiltPlatform> Of(IEnumerable<ReleaseImage> images, IReadOnlyCollection<ImageRecord> rebuilt) =>
    [
        .. from image in images
           let same = rebuilt.FirstOrDefault(record => record.Name == image.Name && record.InputHash == image.InputHash)
           from platform in image.Platforms
           select new RebuiltPlatform(image.Name, platform.Platform, platform.Digest, same?.Platforms.FirstOrDefault(built => built.Architecture.OciPlatform() == platform.Platform)?.ManifestDigest),
    ];

    public static TextTable Table(ImmutableArray<RebuiltPlatform> platforms) => platforms.Aggregate(
        new TextTable("rebuilt", "image", "platform", "digest", "the same"),
        (table, platform) => table.Row(platform.Image, platform.Platform, platform.Rebuilt ?? "-", platform.IsEqual ? "yes" : "no"));

    /// <exception cref="FridgeException">Something came out otherwise.</exception>
    public static void RefuseDifferences(ReleaseDocument release, ImmutableArray<RebuiltPlatform> platforms) => Refuse(
        Different(platforms), $"of {platforms.Length} images of {release.Tag} differ from what this checkout builds.",
        "Is it built from the same Flink (FlinkMirrors: a mirror may have another edition)? If so, ask whoever made the release.");

    /// <summary>Of images that are about to be published.</summary>
    /// <returns>Those that came out otherwise, where that is allowed.</returns>
    /// <exception cref="FridgeException">Something came out otherwise, and that isn't allowed.</exception>
    public static ImmutableArray<RebuiltPlatform> Differences(ImmutableArray<RebuiltPlatform> platforms, bool areAllowed)
    {
        var different = Different(platforms);
        if (!areAllowed)
        {
            Refuse(different, $"of {platforms.Length} images came out otherwise when they were built a second time, from nothing.",
                "Nothing was pushed. Was the first build disturbed (a full disk, a damaged cache)? Images --no-cache builds it again. If they may differ: --allow-differences");
        }

        return different;
    }

    private static ImmutableArray<RebuiltPlatform> Different(ImmutableArray<RebuiltPlatform> platforms) => [.. platforms.Where(platform => !platform.IsEqual)];

    private static void Refuse(ImmutableArray<RebuiltPlatform> different, string message, string next)
    {
        if (!different.IsEmpty)
            throw new FridgeException($"{different.Length} {message}", next) { Evidence = [.. different.Select(platform => $"{platform}")] };
    }
}
