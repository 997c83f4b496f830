using Fridge.Model;

namespace Fridge.Manifests.Rendering;

/// <summary>The images that a release names: Flink's, or the job's where there is one, since its classes must be on both; and those of services beside it.</summary>
/// <param name="Name">That JobManager and TaskManagers run.</param>
internal sealed record ReleaseImages(ImageSet Images, string Name, string Registry)
{
    private const string Base = "flink";

    public static ReleaseImages Of(Cluster cluster, ImageSet images) =>
        new(images, cluster.FlinkImage, cluster.ImageSource?.Url ?? WellKnown.Registry);

    /// <summary>Those that a release of this cluster names, for every platform, with digests of nothing.</summary>
    public static ImageSet Placeholders(Cluster cluster) =>
        new([.. Names(cluster).Prepend(Base).Distinct().Select(name => ImageRecord.NotBuilt(name, "", Enum.GetValues<NodeArchitecture>()))]);

    /// <summary>By the platform's manifest digest: an index digest gives an amd64 engine the wrong variant, silently.</summary>
    /// <exception cref="ManifestException">No such image, or not for this architecture.</exception>
    public string Reference(NodeArchitecture architecture) => Reference(Name, architecture);

    /// <inheritdoc cref="Reference(NodeArchitecture)"/>
    public string Reference(string name, NodeArchitecture architecture) => $"{Registry}/{name}@{Platform(name, architecture).ManifestDigest}";

    /// <summary>Of Flink's own image, which a job's has below it.</summary>
    public ClassArchive Classes(NodeArchitecture architecture) => ClassArchive.Of(
        (Images.Images.FirstOrDefault(image => image.Name == Base)?.Platforms.FirstOrDefault(platform => platform.Architecture == architecture) ?? Platform(Name, architecture)).ManifestDigest);

    /// <summary>What a colleague's clone needs to know in order to build nothing: of the image that a workload runs, and of Flink's below a job's.</summary>
    /// <param name="reference">The workload's; one that isn't of the cluster's gets Flink's.</param>
    public IEnumerable<KeyValuePair<string, string>> Labels(string? reference) => Images.Images
        .Where(image => IsService(reference) ? IsOf(reference, image.Name) : image.Name == Name || image.Name == Base)
        .OrderBy(image => image.Name, StringComparer.Ordinal)
        .SelectMany(PromisedImages.LabelsOf);

    private static IEnumerable<string> Names(Cluster cluster) => ClusterServices.Of(cluster)
        .Where(service => service.Runner == ServiceRunner.Orchestrator).Select(service => service.Image).OfType<string>();

    private bool IsService(string? reference) => Images.Images.Any(image => image.Name != Name && image.Name != Base && IsOf(reference, image.Name));

    private bool IsOf(string? reference, string name) => reference?.StartsWith($"{Registry}/{name}@", StringComparison.Ordinal) == true;

    private PlatformImage Platform(string name, NodeArchitecture architecture) =>
        Images.Images.Where(image => image.Name == name).SelectMany(image => image.Platforms)
            .FirstOrDefault(platform => platform.Architecture == architecture)
        ?? throw new ManifestException(
            $"no image '{name}' for {architecture.OciPlatform()}; there are {Known()}", "Build it with ./build.sh Images.");

    private string Known() => string.Join(", ", Images.Images.SelectMany(image =>
        image.Platforms.Select(platform => $"{image.Name} ({platform.Architecture.OciPlatform()})")).DefaultIfEmpty("none"));
}
