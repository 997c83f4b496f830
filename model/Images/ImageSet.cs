using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>The images of a cluster with their digests, known before any registry is asked.</summary>
public sealed record ImageSet(ImmutableArray<ImageRecord> Images)
{
    public ImageRecord this[string name] => Images.Single(image => image.Name == name);
}

/// <summary>One image.</summary>
public sealed record ImageRecord
{
    /// <summary>The repository's name: <c>flink</c>, <c>job-taxi</c>, <c>registry</c>.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 (hex) over everything that goes into the image; equal hashes need no build.</summary>
    public required string InputHash { get; init; }

    /// <summary>A folder in OCI image layout; null when a cluster that already has the image gave the digests.</summary>
    public string? LayoutPath { get; init; }

    public required ImmutableArray<PlatformImage> Platforms { get; init; }

    public PlatformImage For(NodeArchitecture architecture) =>
        Platforms.Single(platform => platform.Architecture == architecture);

    /// <summary>One that has no digests yet: what is planned with it shows what would change, and is never applied.</summary>
    public static ImageRecord NotBuilt(string name, string inputHash, IEnumerable<NodeArchitecture> platforms) => new()
    {
        Name = name,
        InputHash = inputHash,
        Platforms = [.. platforms.Select(architecture => new PlatformImage(architecture, PlatformImage.NotBuiltDigest, 0))],
    };
}

/// <param name="ManifestDigest"><c>sha256:…</c> of the platform's own manifest: what services name. An index digest gives an amd64 engine the wrong variant.</param>
/// <param name="CompressedBytes">What a node pulls.</param>
public sealed record PlatformImage(NodeArchitecture Architecture, string ManifestDigest, long CompressedBytes)
{
    /// <summary>Stands for the digest of an image that isn't built yet.</summary>
    public const string NotBuiltDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    public bool IsBuilt => ManifestDigest != NotBuiltDigest;
}
