using System.Collections.Immutable;

namespace Fridge.Registry.Oci;

/// <summary>A reference to a blob.</summary>
/// <param name="Digest"><c>sha256:…</c></param>
/// <param name="Size">Bytes.</param>
public sealed record OciDescriptor(string MediaType, string Digest, long Size)
{
    /// <summary>What an index says about a manifest.</summary>
    public OciPlatform? Platform { get; init; }

    /// <summary>Not an image but a statement about one, such as provenance.</summary>
    public bool IsAttestation => Platform is { Os: "unknown" };
}

/// <summary>One platform's image.</summary>
/// <param name="Descriptor">Its own digest: what services name; and the platform that the index says it is for.</param>
/// <param name="Platform">The platform that its configuration names.</param>
public sealed record OciManifest(OciDescriptor Descriptor, OciPlatform Platform, OciDescriptor Config, ImmutableArray<OciDescriptor> Layers)
{
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public string Digest => Descriptor.Digest;

    /// <summary>
    /// Bytes of the layers as they are stored, which is what labels and messages call an image's size. An engine that has none of them
    /// pulls its configuration too, some kilobytes.
    /// </summary>
    public long LayerBytes => Layers.Sum(layer => layer.Size);
}

/// <summary>What a registry has under a name.</summary>
/// <param name="Platforms">The digests that an index names; empty for one platform's manifest.</param>
internal sealed record NamedManifest(string Digest, ImmutableArray<string> Platforms);

/// <summary>Media types of OCI and of Docker, which mean the same.</summary>
public static class OciMediaTypes
{
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Config = "application/vnd.oci.image.config.v1+json";
    public const string Layer = "application/vnd.oci.image.layer.v1.tar";
    public const string GzipLayer = Layer + "+gzip";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    public static bool IsIndex(string mediaType) => mediaType is Index or DockerIndex;

    public static bool IsManifest(string mediaType) => mediaType is Manifest or DockerManifest;
}
