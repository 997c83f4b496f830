using System.Collections.Immutable;
using Fridge.Registry.Collection;
using Fridge.Registry.Distribution;

namespace Fridge.Registry.Outside;

/// <summary>Which images of a registry for everybody stay. Pure.</summary>
internal static class NightlyRetention
{
    private const string SignatureEnd = ".sig";

    /// <summary>
    /// In each repository the newest nights; whatever has another name, which a release or a person gave; whatever somebody runs or may go back to; with an index
    /// its platforms, and with what stays its signature.
    /// </summary>
    /// <param name="listed">Every tag of every repository.</param>
    /// <param name="keep">How many nights of each.</param>
    /// <param name="inUse">Digests, whatever registry they were pulled from.</param>
    public static ImmutableHashSet<StoredManifest> Kept(ImmutableArray<TaggedManifest> listed, int keep, ImmutableHashSet<string> inUse)
    {
        var kept = listed.GroupBy(entry => entry.Manifest.Repository).SelectMany(repository => Named(repository, keep)).Concat(listed.Where(entry => IsUsed(entry, inUse))).ToList();
        var manifests = kept.SelectMany(entry => entry.Platforms.Select(digest => entry.Manifest with { Digest = digest }).Prepend(entry.Manifest)).ToImmutableHashSet();
        return manifests.Union(listed.Where(entry => Signed(entry) is { } signed && manifests.Contains(signed)).Select(entry => entry.Manifest));
    }

    /// <summary>An index before its platforms, so that one that is there has them all.</summary>
    public static ImmutableArray<StoredManifest> ToDelete(ImmutableArray<TaggedManifest> listed, ImmutableHashSet<StoredManifest> kept)
    {
        var indices = listed.Where(entry => !entry.Platforms.IsEmpty).Select(entry => entry.Manifest).ToHashSet();
        return [.. CollectionPlan.Of(listed, kept).ToDelete.OrderByDescending(indices.Contains).ThenBy(manifest => $"{manifest}", StringComparer.Ordinal)];
    }

    private static IEnumerable<TaggedManifest> Named(IEnumerable<TaggedManifest> repository, int keep)
    {
        var entries = repository.ToList();
        var nights = entries.Select(entry => (Entry: entry, Night: NightlyTag.Find(entry.Tag))).Where(pair => pair.Night is not null).OrderByDescending(pair => pair.Night!.At);
        return nights.Take(keep).Select(pair => pair.Entry).Concat(entries.Where(entry => NightlyTag.Find(entry.Tag) is null && ContentTag.Digest(entry.Tag) is null && Signed(entry) is null));
    }

    private static bool IsUsed(TaggedManifest entry, ImmutableHashSet<string> inUse) => inUse.Contains(entry.Manifest.Digest) || entry.Platforms.Any(inUse.Contains);

    /// <returns>What a signature is of, by the tag that cosign gives it; null: it is none.</returns>
    private static StoredManifest? Signed(TaggedManifest entry) =>
        entry.Tag.EndsWith(SignatureEnd, StringComparison.Ordinal) && ContentTag.Digest(entry.Tag[..^SignatureEnd.Length]) is { } digest ? entry.Manifest with { Digest = digest } : null;
}
