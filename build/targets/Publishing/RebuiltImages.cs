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

    public override string ToString() => $"{Image} ({Platform}): {Released} released, {Rebuilt ?? "nothing"} built";
}

/// <summary>Whether a release is what its sources give. Pure.</summary>
internal static class RebuiltImages
{
    public static ImmutableArray<RebuiltPlatform> Of(ReleaseDocument release, IReadOnlyCollection<ImageRecord> rebuilt) =>
    [
        .. from image in release.Images
           let same = rebuilt.FirstOrDefault(record => record.Name == image.Name && record.InputHash == image.InputHash)
           from platform in image.Platforms
           select new RebuiltPlatform(image.Name, platform.Platform, platform.Digest, same?.Platforms.FirstOrDefault(built => built.Architecture.OciPlatform() == platform.Platform)?.ManifestDigest),
    ];

    public static TextTable Table(ImmutableArray<RebuiltPlatform> platforms) => platforms.Aggregate(
        new TextTable("rebuilt", "image", "platform", "digest", "as released"),
        (table, platform) => table.Row(platform.Image, platform.Platform, platform.Rebuilt ?? "-", platform.IsEqual ? "yes" : "no"));

    /// <exception cref="FridgeException">Something came out otherwise.</exception>
    public static void RefuseDifferences(ReleaseDocument release, ImmutableArray<RebuiltPlatform> platforms)
    {
        string[] different = [.. platforms.Where(platform => !platform.IsEqual).Select(platform => $"{platform}")];
        if (different.Length > 0)
        {
            throw new FridgeException(
                $"{different.Length} of {platforms.Length} images of {release.Tag} differ from what this checkout builds.",
                "Is it built from the same Flink (FlinkMirrors: a mirror may have another edition)? If so, ask whoever made the release.")
            {
                Evidence = different,
            };
        }
    }
}
