using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Pushing;

/// <summary>What the registry lacks of a set of images; a pure function of the set, the nodes' architectures and what is there.</summary>
/// <param name="Missing">In the order of pushing: what others lie upon first.</param>
public sealed record PushPlan(ImmutableArray<MissingImage> Missing)
{
    private const int IndexTagLength = 12;

    public bool IsUnchanged => Missing.IsEmpty;

    /// <summary>Images that nodes take from elsewhere: virtual Pis from this machine's engine, the registry's own is streamed in.</summary>
    private static readonly ImmutableArray<string> NeverPushed = ["registry", "virtual-pi"];

    /// <summary>For a registry that has nothing.</summary>
    public static PushPlan OfAll(FormedCluster cluster, ImageSet images) => new(Candidates(cluster, images));

    /// <summary>Every image of the set on every platform that a node has.</summary>
    public static ImmutableArray<MissingImage> Candidates(FormedCluster cluster, ImageSet images) => Candidates(cluster.IsANodes, images);

    /// <inheritdoc cref="Candidates(FormedCluster, ImageSet)"/>
    internal static ImmutableArray<MissingImage> Candidates(Func<NodeArchitecture, bool> isANodes, ImageSet images) =>
    [
        .. images.Images.Where(image => !NeverPushed.Contains(image.Name))
            .OrderBy(image => image.Name.StartsWith("job-", StringComparison.Ordinal)).ThenBy(image => image.Name, StringComparer.Ordinal)
            .SelectMany(image => image.Platforms.Where(platform => isANodes(platform.Architecture))
                .Select(platform => new MissingImage(image, platform))),
    ];

    /// <summary>
    /// The tag under which people find all platforms of an image, made of its input hash; null: it was built for platforms that no node
    /// has, which aren't pushed. Services name a platform's manifest instead.
    /// </summary>
    public static string? IndexTag(FormedCluster cluster, ImageRecord image) => IndexTag(cluster.IsANodes, image);

    /// <inheritdoc cref="IndexTag(FormedCluster, ImageRecord)"/>
    internal static string? IndexTag(Func<NodeArchitecture, bool> isANodes, ImageRecord image) =>
        image.Platforms.All(platform => isANodes(platform.Architecture))
            ? image.InputHash[..IndexTagLength]
            : null;

    /// <summary>Bytes that a node is going to pull: each layer once, however many images have it.</summary>
    /// <exception cref="FridgeException">An image is missing here too.</exception>
    public long BytesFor(FormedNode node) => BytesOf(Missing.Where(missing => missing.Platform.Architecture.DebianName() == node.Facts.DebianArchitecture));

    /// <summary>Bytes that the registry is going to take.</summary>
    /// <exception cref="FridgeException">An image is missing here too.</exception>
    public long Bytes() => BytesOf(Missing);

    private static long BytesOf(IEnumerable<MissingImage> images) =>
        images.SelectMany(missing => missing.Layers()).DistinctBy(layer => layer.Digest).Sum(layer => layer.Size);

    public string Names => string.Join(", ", Missing.Select(missing => missing.Image.Name).Distinct());

    public IEnumerable<string> Lines() => Missing.Select(missing => $"push {missing}");
}

/// <summary>One platform of one image.</summary>
public sealed record MissingImage(ImageRecord Image, PlatformImage Platform)
{
    /// <exception cref="FridgeException">It isn't on this machine: the cluster gave its digest, and its registry has lost it.</exception>
    internal OciLayout Layout() => Image.LayoutPath is { } folder
        ? OciLayout.Open(folder)
        : throw new FridgeException($"The registry has lost {this}, and it isn't on this machine either.", "Run ./build.sh Images --no-cache, which builds it again, then the same command again.");

    internal ImmutableArray<OciDescriptor> Layers() => Layout().For(Platform.Architecture.OciPlatform()).Layers;

    public override string ToString() => Platform.IsBuilt
        ? $"{Image.Name}@{Platform.ManifestDigest} ({Platform.Architecture.OciPlatform()})"
        : $"{Image.Name} ({Platform.Architecture.OciPlatform()}), which will be built";
}
