using System.Collections.Immutable;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Registry.Outside;

namespace Fridge.Images.Records;

/// <summary>What an image says of itself, as labels and as annotations of its manifests: nothing of the machine that built it.</summary>
internal static class ImageLabels
{
    private const string Oci = "org.opencontainers.image.";

    public static ImmutableSortedDictionary<string, string> Of(PlannedImage image, ImagePlan plan, ImageLocks locks) =>
        ImmutableSortedDictionary.CreateRange<string, string>(StringComparer.Ordinal,
        [
            new(Oci + "title", $"fridge/{image.Name}"),
            new(Oci + "version", VersionOf(image, plan, locks)),
            new(Oci + "created", Recipe.SourceDate),
            .. image.Kind is ImageKind.Service ? [] : new KeyValuePair<string, string>[] { new("fridge.variant", image.Variant.Name()) },
            new("fridge.sources", string.Join(", ", SourcesOf(image, plan, locks))),
            new(HeldImages.InputsAnnotation, $"sha256:{image.InputHash}"),
        ]);

    /// <summary>That of the program that is inside.</summary>
    public static string VersionOf(PlannedImage image, ImagePlan plan, ImageLocks locks) =>
        image.Program is { } program ? locks.VersionOf(program) : plan.Flink.Version;

    private static IEnumerable<string> SourcesOf(PlannedImage image, ImagePlan plan, ImageLocks locks) =>
    [
        $"Debian packages of images/{(image.Kind is ImageKind.Job ? "flink" : image.Folder)}/packages.lock",
        .. locks.Jars.IsEmpty ? Array.Empty<string>() : [$"Java libraries of images/{image.Folder}/jars.lock"],
        .. image.Kind is ImageKind.Service ? Array.Empty<string>() : [plan.Flink.FileName],
        .. image.Job is { } job ? [Path.GetFileName(job.Jar.TrimEnd('/'))] : Array.Empty<string>(),
    ];
}
