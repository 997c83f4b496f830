using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Publishing.Contents;
using Fridge.Publishing.Versions;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;

namespace Fridge.Targets.Publishing;

/// <summary>Under which names the images of a release are published. Pure.</summary>
internal static class ReleaseNaming
{
    private const int HashLength = 12;

    /// <summary>
    /// Each image once. Clusters may have different ones of a name, such as Flink's with the file system for S3: the first has the
    /// version alone as its tag, another one its input hash behind it.
    /// </summary>
    public static ImmutableArray<PublishedImage> Of(IEnumerable<ImageRecord> images, RegistryAddress registry, ReleaseTag tag) =>
    [
        .. images.DistinctBy(image => (image.Name, image.InputHash)).GroupBy(image => image.Name).SelectMany(same => same.Select((image, at) =>
            new PublishedImage(image, registry.Repository(image.Name), at == 0 ? tag.Number : $"{tag.Number}-{image.InputHash[..HashLength]}"))),
    ];

    public static ReleaseDocument Document(
        ImmutableArray<PublishedImage> images, ImmutableArray<ReleasedCluster> clusters, RegistryAddress registry, RepositoryName repository, ReleaseSource source, ReleaseTag tag) => new()
        {
            Tag = $"{tag}",
            Commit = source.Head,
            Repository = $"{repository}",
            Registry = $"{registry}",
            Platforms = [.. clusters.First().Plan.Settings.Platforms.Select(platform => platform.OciPlatform())],
            Images = [.. images.Select(Image)],
            Clusters = [.. clusters.Select(cluster => cluster.File)],
        };

    public static ReleaseImage Image(PublishedImage published) => new(
        published.Image.Name, published.Image.InputHash, published.Repository, published.Tag, published.Digest,
        [.. published.Image.Platforms.Select(platform => new ReleasePlatform(platform.Architecture.OciPlatform(), platform.ManifestDigest, platform.CompressedBytes))]);
}
