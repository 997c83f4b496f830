using System.Collections.Immutable;
using Fridge.Registry.Distribution;

namespace Fridge.Registry.Collection;

/// <param name="Tag">A name that the registry lists it by.</param>
internal sealed record TaggedManifest(StoredManifest Manifest, string Tag)
{
    /// <summary>Of an index: the digests of its platforms' manifests. Empty: it isn't one.</summary>
    public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>An index names what is used and nothing else: it costs no disk and lets people pull by its tag.</summary>
    public bool IsIndexOf(ImmutableHashSet<StoredManifest> used) =>
        !Platforms.IsEmpty && Platforms.All(digest => used.Contains(Manifest with { Digest = digest }));
}

public sealed record StoredManifest(string Repository, string Digest)
{
    public override string ToString() => $"{Repository}@{Digest}";
}

/// <summary>What leaves the cluster's registry, and what must be tagged first because a collection removes all that isn't.</summary>
public sealed record CollectionPlan(ImmutableArray<StoredManifest> ToTag, ImmutableArray<StoredManifest> ToDelete)
{
    public static readonly CollectionPlan Nothing = new([], []);

    /// <summary>Nothing is collected for untagged manifests alone: the registry would have to stop for what nobody can list.</summary>
    public bool IsUnchanged => ToDelete.IsEmpty;

    /// <param name="listed">Every tag of every repository.</param>
    /// <param name="used">What services use, those of an index included, and the registry has.</param>
    internal static CollectionPlan Of(ImmutableArray<TaggedManifest> listed, ImmutableHashSet<StoredManifest> used)
    {
        var kept = used.Union(listed.Where(entry => entry.IsIndexOf(used)).Select(entry => entry.Manifest));
        var tagged = listed.Where(entry => entry.Tag == ContentTag.Of(entry.Manifest.Digest)).Select(entry => entry.Manifest).ToHashSet();
        return new CollectionPlan(
            [.. used.Where(manifest => !tagged.Contains(manifest)).OrderBy(manifest => manifest.ToString(), StringComparer.Ordinal)],
            [.. listed.Select(entry => entry.Manifest).Distinct().Where(manifest => !kept.Contains(manifest))]);
    }
}
