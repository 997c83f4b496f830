using System.Collections.Immutable;
using Fridge.Registry.Distribution;
using Fridge.Registry.Logins;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Outside;

/// <summary>Brings small documents into a registry, and reads them there.</summary>
public sealed class Artifacts(OutsideRegistries registries, RegistryAddress registry)
{
    /// <returns>Empty where the repository does not exist.</returns>
    public async Task<ImmutableArray<string>> TagsAsync(string repository, CancellationToken cancellationToken)
    {
        using var client = await registries.OpenAsync(registry, cancellationToken);
        return await client.TagsAsync(repository, cancellationToken);
    }

    /// <returns>Null: nothing is there.</returns>
    public async Task<Artifact?> FindAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        using var client = await registries.OpenAsync(registry, cancellationToken);
        if (await client.ReadManifestAsync(repository, tag, cancellationToken) is not { } manifest)
            return null;
        var files = ImmutableArray.CreateBuilder<ArtifactFile>();
        foreach (var (blob, annotations) in OciJson.Layers(manifest))
        {
            files.Add(new ArtifactFile(blob.MediaType, [.. await client.ReadDocumentAsync(repository, blob, cancellationToken) ?? throw RegistryErrors.Missing(client.Name, $"{repository}@{blob.Digest}")])
            {
                Annotations = annotations,
            });
        }

        return new Artifact(files.ToImmutable());
    }

    /// <summary>The tag comes after all that it names; it moves where it was.</summary>
    public async Task PushAsync(string repository, string tag, Artifact artifact, CancellationToken cancellationToken)
    {
        using var client = await registries.OpenAsync(registry, cancellationToken);
        foreach (var (mediaType, content) in artifact.Files.Select(file => (file.MediaType, file.Content)).Prepend(artifact.Config).DistinctBy(document => OciDigest.Of(document.Content.AsSpan())))
            await SendAsync(client, repository, mediaType, content, cancellationToken);
        await client.PutManifestAsync(repository, tag, OciMediaTypes.Manifest, artifact.Manifest(), cancellationToken);
    }

    private static async Task SendAsync(OciRegistryClient client, string repository, string mediaType, ImmutableArray<byte> content, CancellationToken cancellationToken)
    {
        var blob = new OciDescriptor(mediaType, OciDigest.Of(content.AsSpan()), content.Length);
        if (!await client.HasBlobAsync(repository, blob.Digest, cancellationToken))
            await new BlobUpload(client, repository, blob, () => new MemoryStream([.. content]), _ => { }).RunAsync(upload: null, cancellationToken);
    }
}
