using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Fridge.Images.Layouts;

/// <summary>A folder in OCI image layout.</summary>
public sealed class OciLayout(string folder)
{
    public string Folder { get; } = folder;

    /// <summary>The manifests of all platforms; an index inside the index is followed.</summary>
    public ImmutableArray<OciDescriptor> Manifests() =>
        [.. Follow(OciJson.Read<OciIndex>(File.ReadAllBytes(IndexPath)).Manifests)];

    public OciManifest Manifest(OciDescriptor descriptor) => OciJson.Read<OciManifest>(ReadBlob(descriptor.Digest));

    public byte[] ReadBlob(string digest) => File.ReadAllBytes(BlobPath(digest));

    public string BlobPath(string digest) => Path.Combine(Folder, "blobs", "sha256", digest["sha256:".Length..]);

    public OciDescriptor WriteBlob(string mediaType, byte[] content)
    {
        var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
        Directory.CreateDirectory(Path.GetDirectoryName(BlobPath(digest))!);
        File.WriteAllBytes(BlobPath(digest), content);
        return new OciDescriptor { MediaType = mediaType, Digest = digest, Size = content.Length };
    }

    /// <summary>Takes a blob over from another layout, as a second name of the same file.</summary>
    public void Adopt(OciLayout other, OciDescriptor blob)
    {
        if (!File.Exists(BlobPath(blob.Digest)))
        {
            HardLink.Create(other.BlobPath(blob.Digest), BlobPath(blob.Digest));
        }
    }

    public void WriteIndex(OciIndex index)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        File.WriteAllBytes(IndexPath, OciJson.Write(index));
    }

    private string IndexPath => Path.Combine(Folder, "index.json");

    private IEnumerable<OciDescriptor> Follow(ImmutableArray<OciDescriptor> descriptors) => descriptors.SelectMany(descriptor =>
        descriptor.MediaType == OciMediaTypes.Index
            ? Follow(OciJson.Read<OciIndex>(ReadBlob(descriptor.Digest)).Manifests)
            : [descriptor]);
}
