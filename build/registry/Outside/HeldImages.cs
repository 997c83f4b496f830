using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Registry.Distribution;
using Fridge.Registry.Logins;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Outside;

/// <summary>Looks for images of nights in a registry, by what they were made of; changes nothing.</summary>
public sealed class HeldImages(OutsideRegistries registries, RegistryAddress registry)
{
    /// <summary>An image's own word for what it was made of, in each of its manifests.</summary>
    public const string InputsAnnotation = "fridge.inputs";

    /// <summary>For each image wanted: the newest that was made of the same; null: none was.</summary>
    public async Task<ImmutableArray<HeldImage?>> FindAsync(ImmutableArray<(string Repository, string InputHash)> wanted, CancellationToken cancellationToken)
    {
        using var client = await registries.OpenAsync(registry, cancellationToken);
        return [.. await Task.WhenAll(wanted.Select(image => FindAsync(client, image.Repository, image.InputHash, cancellationToken)))];
    }

    /// <summary>A tag has the beginning of the hash alone, and anybody who may push can give it: the image's own word counts.</summary>
    private static async Task<HeldImage?> FindAsync(OciRegistryClient client, string repository, string inputHash, CancellationToken cancellationToken)
    {
        var tags = (await client.TagsAsync(repository, cancellationToken)).Select(NightlyTag.Find).OfType<NightlyTag>().Where(tag => tag.IsOf(inputHash));
        foreach (var tag in tags.OrderByDescending(tag => tag.At))
        {
            if (await ReadAsync(client, repository, $"{tag}", cancellationToken) is { } held && held.InputHash == inputHash)
                return held;
        }

        return null;
    }

    /// <returns>Null: it isn't there, or its platforms don't all say the same of themselves.</returns>
    private static async Task<HeldImage?> ReadAsync(OciRegistryClient client, string repository, string tag, CancellationToken cancellationToken)
    {
        if (await client.FindManifestAsync(repository, tag, cancellationToken) is not { } found)
            return null;
        var platforms = await Task.WhenAll((found.Platforms.IsEmpty ? [found.Digest] : found.Platforms).Select(digest => PlatformAsync(client, repository, digest, cancellationToken)));
        return platforms.OfType<(string Inputs, PlatformImage Image)>().ToList() is { Count: > 0 } whole && whole.Count == platforms.Length && whole.DistinctBy(platform => platform.Inputs).Count() == 1
            ? new HeldImage(repository, tag, found.Digest, whole[0].Inputs, [.. whole.Select(platform => platform.Image)])
            : null;
    }

    private static async Task<(string Inputs, PlatformImage Image)?> PlatformAsync(OciRegistryClient client, string repository, string digest, CancellationToken cancellationToken)
    {
        if (await client.ReadManifestAsync(repository, digest, cancellationToken) is not { } content)
            return null;
        var (config, layers, annotations) = OciJson.Manifest(content);
        if (!annotations.TryGetValue(InputsAnnotation, out var inputs) || !inputs.StartsWith(OciDigest.Prefix, StringComparison.Ordinal))
            return null;
        return await client.ReadDocumentAsync(repository, config, cancellationToken) is { } document && OciJson.Config(document).Known is { } architecture
            ? (inputs[OciDigest.Prefix.Length..], new PlatformImage(architecture, digest, layers.Sum(layer => layer.Size)))
            : null;
    }
}
