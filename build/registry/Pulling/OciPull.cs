using System.Collections.Immutable;
using Fridge.Registry.Distribution;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Pulling;

/// <summary>Brings platforms of an image from a registry into an OCI layout; each document and layer is held against the digest that names it.</summary>
internal sealed class OciPull(OciRegistryClient client)
{
    private const int AtOnce = 3;

    /// <param name="manifests">Digests of platforms' manifests.</param>
    /// <returns>Bytes that came; what an earlier pull left isn't asked for again.</returns>
    public async Task<long> RunAsync(string repository, IEnumerable<string> manifests, string folder, IReport report, CancellationToken cancellationToken)
    {
        var writer = new OciLayoutWriter(folder);
        var described = ImmutableArray.CreateBuilder<(OciDescriptor Manifest, string Config)>();
        var blobs = new Dictionary<string, OciDescriptor>();
        foreach (var digest in manifests)
        {
            var content = await client.ReadManifestAsync(repository, digest, cancellationToken) ?? throw RegistryErrors.Missing(client.Name, $"{repository}@{digest}");
            var (config, layers, _) = OciJson.Manifest(content);
            described.Add((writer.WriteBlob(OciMediaTypes.Manifest, content), config.Digest));
            foreach (var blob in layers.Append(config))
                blobs[blob.Digest] = blob;
        }

        var received = await TakeAsync(repository, blobs.Values, folder, report, cancellationToken);
        // Last, so that a layout is whole or none.
        writer.WriteIndex([.. described.Select(image => image.Manifest with { Platform = OciJson.Config(File.ReadAllBytes(OciLayout.BlobPath(folder, image.Config))) })]);
        return received;
    }

    private async Task<long> TakeAsync(string repository, IReadOnlyCollection<OciDescriptor> blobs, string folder, IReport report, CancellationToken cancellationToken)
    {
        var (total, received, done) = (blobs.Sum(blob => blob.Size), 0L, 0L);
        using var progress = report.Begin($"Pulling {repository}", total);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(blobs, parallel, async (blob, token) =>
        {
            var download = new BlobDownload(client, repository, blob, OciLayout.BlobPath(folder, blob.Digest), more =>
            {
                Interlocked.Add(ref received, more);
                progress.Report(Interlocked.Add(ref done, more), total);
            });
            if (!await download.RunAsync(token))
                progress.Report(Interlocked.Add(ref done, blob.Size), total);
        });
        return received;
    }
}
