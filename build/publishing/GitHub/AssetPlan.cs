using System.Collections.Immutable;
using Fridge.Publishing.Contents;

namespace Fridge.Publishing.GitHub;

/// <summary>A file as GitHub has it.</summary>
/// <param name="IsWhole">False: an upload that didn't come to its end.</param>
internal sealed record HeldAsset(int Id, string Name, long Size, bool IsWhole);

/// <summary>What becomes of one file of a release. Pure.</summary>
internal enum AssetFate
{
    /// <summary>Its name and size are right; its content is to be looked at.</summary>
    Verify,
    Upload,
    Replace,
}

internal static class AssetPlan
{
    public static AssetFate FateOf(Asset wanted, HeldAsset? held) => held switch
    {
        null => AssetFate.Upload,
        { IsWhole: true } when held.Size == wanted.Content.Length => AssetFate.Verify,
        _ => AssetFate.Replace,
    };

    /// <summary>Of ours, what no file of the release is any more.</summary>
    public static ImmutableArray<HeldAsset> Extra(ReleaseContents release, IEnumerable<HeldAsset> held) =>
        [.. held.Where(asset => release.Assets.All(wanted => wanted.Name != asset.Name))];
}
