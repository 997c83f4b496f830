using Fridge.Model;

namespace Fridge.Manifests.Rendering;

/// <summary>The image that JobManager and TaskManagers run: the job's where there is one, since its classes must be on both.</summary>
internal sealed record FlinkImages(ImageSet Images, string Name, string Registry)
{
    private const string Base = "flink";

    public static FlinkImages Of(Cluster cluster, ImageSet images) =>
        new(images, cluster.FlinkImage, cluster.ImageSource?.Url ?? WellKnown.Registry);

    /// <summary>Those that a release of this cluster names, for every platform, with digests of nothing.</summary>
    public static ImageSet Placeholders(Cluster cluster) => new([.. new[] { Base, cluster.FlinkImage }.Distinct().Select(name => ImageRecord.NotBuilt(name, "", Enum.GetValues<NodeArchitecture>()))]);

    /// <summary>By the platform's manifest digest: an index digest gives an amd64 engine the wrong variant, silently.</summary>
    /// <exception cref="ManifestException">No such image, or not for this architecture.</exception>
    public string Reference(NodeArchitecture architecture) =>
        $"{Registry}/{Name}@{Platform(architecture).ManifestDigest}";

    /// <summary>Of Flink's own image, which a job's has below it.</summary>
    public ClassArchive Classes(NodeArchitecture architecture) => ClassArchive.Of(
        (Images.Images.FirstOrDefault(image => image.Name == Base)?.Platforms.FirstOrDefault(platform => platform.Architecture == architecture) ?? Platform(architecture)).ManifestDigest);

    /// <summary>What a colleague's clone needs to know in order to build nothing.</summary>
    public IEnumerable<KeyValuePair<string, string>> Labels() => Images.Images
        .Where(image => image.Name == Name || image.Name == Base)
        .OrderBy(image => image.Name, StringComparer.Ordinal)
        .SelectMany(PromisedImages.LabelsOf);

    private PlatformImage Platform(NodeArchitecture architecture) =>
        Images.Images.Where(image => image.Name == Name).SelectMany(image => image.Platforms)
            .FirstOrDefault(platform => platform.Architecture == architecture)
        ?? throw new ManifestException(
            $"no image '{Name}' for {architecture.OciPlatform()}; there are {Known()}", "Build it with ./build.sh Images.");

    private string Known() => string.Join(", ", Images.Images.SelectMany(image =>
        image.Platforms.Select(platform => $"{image.Name} ({platform.Architecture.OciPlatform()})")).DefaultIfEmpty("none"));
}
