using System.Collections.Immutable;
using System.Text.Json;

namespace Fridge.Registry.Oci;

/// <summary>A folder in OCI image layout: <c>index.json</c> and <c>blobs/sha256/…</c>, as buildx writes it.</summary>
public sealed class OciLayout
{
    private const string IndexFile = "index.json";

    private OciLayout(string folder, OciDescriptor? index, ImmutableArray<OciManifest> manifests) =>
        (Folder, Index, Manifests) = (folder, index, manifests);

    public string Folder { get; }

    /// <summary>The index over the platforms: the one that <c>index.json</c> names, or that file itself where it names the platforms; null: the image has one platform and no index.</summary>
    public OciDescriptor? Index { get; }

    /// <summary>A manifest a platform, in the index's order.</summary>
    public ImmutableArray<OciManifest> Manifests { get; }

    /// <exception cref="FridgeException">It is no layout, or a blob that it names is missing.</exception>
    public static OciLayout Open(string folder)
    {
        try
        {
            var document = File.ReadAllBytes(Path.Combine(folder, IndexFile));
            var top = OciJson.Index(document);
            var nested = top is [var only] && OciMediaTypes.IsIndex(only.MediaType) ? only : null;
            var images = nested is null ? top : OciJson.Index(ReadBlob(folder, nested.Digest));
            var index = nested ?? (top.Length > 1 ? new OciDescriptor(OciMediaTypes.Index, OciDigest.Of(document), document.Length) : null);
            return new OciLayout(folder, index, [.. images.Where(image => OciMediaTypes.IsManifest(image.MediaType) && !image.IsAttestation).Select(image => Manifest(folder, image))]);
        }
        catch (Exception reason) when (reason is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FridgeException($"{folder} is not a whole OCI image layout: {reason.Message}", "Remove it and build the image again.", inner: reason);
        }
    }

    /// <param name="platform">As <c>linux/arm/v7</c>.</param>
    public OciManifest For(string platform) =>
        Manifests.FirstOrDefault(manifest => manifest.Platform == OciPlatform.Parse(platform))
        ?? throw new FridgeException($"{Folder} has no image for {platform}, only for {string.Join(", ", Manifests.Select(manifest => manifest.Platform))}.", "Build the image for that platform.");

    public string BlobPath(string digest) => BlobPath(Folder, digest);

    public Stream OpenBlob(string digest) => File.OpenRead(BlobPath(digest));

    /// <summary>A document, not a layer: the whole of it in memory.</summary>
    public byte[] ReadBlob(string digest) => ReadBlob(Folder, digest);

    /// <summary>A manifest's bytes, or those of <see cref="Index"/>.</summary>
    public byte[] ReadManifest(OciDescriptor manifest) => manifest == Index && !File.Exists(BlobPath(manifest.Digest))
        ? File.ReadAllBytes(Path.Combine(Folder, IndexFile))
        : ReadBlob(manifest.Digest);

    /// <exception cref="FridgeException">The blob is not what its name says.</exception>
    internal async Task CheckAsync(string digest, CancellationToken cancellationToken)
    {
        await using var blob = OpenBlob(digest);
        if (await OciDigest.OfAsync(blob, cancellationToken) is var found && found != digest)
            throw new FridgeException($"A blob of an image is damaged: {BlobPath(digest)} has the digest {found}.", $"Remove {Folder} and build the image again.");
    }

    internal static string BlobPath(string folder, string digest) => digest.Split(':') is [var algorithm, var hex]
        ? Path.Combine(folder, "blobs", algorithm, hex)
        : throw new InvalidOperationException($"{digest} is not a digest");

    private static byte[] ReadBlob(string folder, string digest) => File.ReadAllBytes(BlobPath(folder, digest));

    private static OciManifest Manifest(string folder, OciDescriptor image)
    {
        var (config, layers, annotations) = OciJson.Manifest(ReadBlob(folder, image.Digest));
        if (layers.FirstOrDefault(layer => !File.Exists(BlobPath(folder, layer.Digest))) is { } missing)
            throw new InvalidOperationException($"the layer {missing.Digest} is missing");
        return new OciManifest(image, OciJson.Config(ReadBlob(folder, config.Digest)), config, layers) { Annotations = annotations };
    }
}
