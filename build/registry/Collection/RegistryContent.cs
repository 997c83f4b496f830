using System.Collections.Immutable;
using Fridge.Nodes.Locks;
using Fridge.Registry.Distribution;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Collection;

/// <summary>Reads what is in the registry, and names what stays there: by the distribution protocol alone.</summary>
internal sealed class RegistryContent(OciRegistryClient registry)
{
    /// <param name="images">References as services' specs have them; those of other registries don't count.</param>
    public async Task<CollectionPlan> PlanAsync(IEnumerable<string> images, CancellationToken cancellationToken)
    {
        var listed = await ListAsync(await registry.RepositoriesAsync(cancellationToken), cancellationToken);
        var used = await Task.WhenAll(images.Select(RegistryReference.Parse).OfType<RegistryReference>().Select(image => FindAsync(image, cancellationToken)));
        return CollectionPlan.Of(listed, [.. used.SelectMany(manifests => manifests)]);
    }

    /// <summary>Tags what stays, before anything goes by the collection that follows.</summary>
    public async Task TagAsync(CollectionPlan plan, ILockHandle held, CancellationToken cancellationToken)
    {
        foreach (var manifest in plan.ToTag)
            await held.ChangeAsync(token => registry.TagAsync(manifest.Repository, manifest.Digest, ContentTag.Of(manifest.Digest), token), cancellationToken);
    }

    /// <summary>Every tag of some repositories.</summary>
    public async Task<ImmutableArray<TaggedManifest>> ListAsync(IEnumerable<string> repositories, CancellationToken cancellationToken)
    {
        var listed = await Task.WhenAll(repositories.Select(repository => ListAsync(repository, cancellationToken)));
        return [.. listed.SelectMany(entries => entries)];
    }

    private async Task<IEnumerable<TaggedManifest>> ListAsync(string repository, CancellationToken cancellationToken)
    {
        var tags = await registry.TagsAsync(repository, cancellationToken);
        var entries = await Task.WhenAll(tags.Select(async tag => await NamedAsync(repository, tag, cancellationToken) is { } found
            ? new TaggedManifest(new StoredManifest(repository, found.Digest), tag) { Platforms = found.Platforms }
            : null));
        return entries.OfType<TaggedManifest>();
    }

    /// <summary>A tag that we made of a platform's digest says it.</summary>
    private async Task<NamedManifest?> NamedAsync(string repository, string tag, CancellationToken cancellationToken) =>
        ContentTag.Digest(tag) is { } digest ? new NamedManifest(digest, []) : await registry.FindManifestAsync(repository, tag, cancellationToken);

    /// <returns>The manifest, and those that it names where it is an index; empty where the registry has lost it.</returns>
    private async Task<IEnumerable<StoredManifest>> FindAsync(RegistryReference image, CancellationToken cancellationToken) =>
        await registry.FindManifestAsync(image.Repository, image.Name, cancellationToken) is { } found
            ? found.Platforms.Prepend(found.Digest).Select(digest => new StoredManifest(image.Repository, digest))
            : [];
}
