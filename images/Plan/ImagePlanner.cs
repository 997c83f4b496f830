using System.Collections.Immutable;
using Fridge.Images.Locks;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Images.Plan;

/// <summary>Decides which images a cluster needs. Pure: the same cluster, settings and files give the same plan.</summary>
public static class ImagePlanner
{
    /// <summary>What the C# side writes into images (labels, bills of materials, a job's layer) is no file that could be hashed: one up with each change of it.</summary>
    private const string Writing = "1";

    /// <exception cref="FridgeException">No mirror has a checksum for the cluster's Flink version (exit code 2).</exception>
    public static ImagePlan Plan(Cluster cluster, ImageSettings settings, ImageInputs inputs)
    {
        var archive = Archive(cluster, settings);
        var platforms = Platforms(cluster, settings);
        var flink = new PlannedImage
        {
            Name = "flink",
            Kind = ImageKind.Flink,
            InputHash = "",
            Platforms = platforms,
            Variant = settings.Variant,
            HasS3 = cluster.S3 is not null,
            Home = "opt/flink",
        };
        flink = flink with
        {
            InputHash = ImageInputs.Combine(
            [
                .. Recipes(inputs, "base", "flink"),
                .. Packages(inputs, flink),
                .. About(archive),
                About(platforms),
                KeyValuePair.Create("variant", settings.Variant.Name()),
                .. cluster.S3 is null ? [] : new[] { KeyValuePair.Create("plug-in", "s3") },
            ]),
        };
        var services = ServiceImage.All.Select(service => Service(service, platforms, inputs)).ToImmutableArray();
        var asked = ClusterServices.Of(cluster).Select(service => service.Image).Concat(cluster.ImageSource is null ? [ServiceImage.Registry] : []).ToHashSet();
        return new ImagePlan
        {
            Images =
            [
                flink,
                .. services.Where(service => asked.Contains(service.Name)),
                .. cluster.Jobs.Select(job => Job(job, flink, settings, inputs)),
            ],
            Services = services,
            Flink = archive,
            Settings = settings,
        };
    }

    private static PlannedImage Service(ServiceImage service, ImmutableArray<NodeArchitecture> platforms, ImageInputs inputs)
    {
        var image = new PlannedImage
        {
            Name = service.Name,
            Kind = ImageKind.Service,
            InputHash = "",
            Platforms = platforms,
            Program = service.Program,
            Home = service.OnJava ? $"opt/{service.Name}" : null,
        };
        return image with { InputHash = ImageInputs.Combine([.. Recipes(inputs, "base", service.Name), .. Packages(inputs, image), About(platforms)]) };
    }

    private static PlannedImage Job(JobSpec job, PlannedImage flink, ImageSettings settings, ImageInputs inputs)
    {
        var image = new PlannedImage
        {
            Name = job.Image,
            Kind = ImageKind.Job,
            InputHash = "",
            Platforms = flink.Platforms,
            Variant = flink.Variant,
            Job = job,
        };
        return image with
        {
            InputHash = ImageInputs.Combine(
            [
                .. Recipes(inputs, "job"),
                .. Packages(inputs, image),
                .. inputs.Jobs[job.Name].Select(file => KeyValuePair.Create($"source/{file.Key}", file.Value)),
                KeyValuePair.Create("flink", flink.InputHash),
                KeyValuePair.Create("name", job.Name),
                KeyValuePair.Create("jar", job.JarName),
                KeyValuePair.Create("jars", settings.JobJars.ToString()),
            ]),
        };
    }

    private static FlinkArchive Archive(Cluster cluster, ImageSettings settings)
    {
        var version = cluster.Flink.Version;
        var mirrors = settings.FlinkMirrors.Where(mirror => mirror.Version == version).ToImmutableArray();
        return mirrors.Length > 0
            ? new FlinkArchive(version, $"flink-{version}-bin-scala_2.12.tgz", mirrors)
            : throw new FridgeException(
                $"{cluster.SourceFile}: flink.version is {version}, and no mirror in .nuke/parameters.json has a checksum for it"
                + $" (they have {string.Join(", ", settings.FlinkMirrors.Select(mirror => mirror.Version).Distinct())}).",
                $"Add {{url, version: {version}, sha512}} to flinkMirrors; Apache publishes the sum beside each archive.",
                wrongUse: true);
    }

    private static ImmutableArray<NodeArchitecture> Platforms(Cluster cluster, ImageSettings settings) =>
        [.. (settings.Platforms.IsDefaultOrEmpty ? cluster.Pulling.Select(node => node.Architecture) : settings.Platforms).Distinct().Order()];

    private static IEnumerable<KeyValuePair<string, string>> Recipes(ImageInputs inputs, params string[] folders) =>
        inputs.Recipes.Where(file => folders.Any(folder => file.Key.StartsWith($"{folder}/", StringComparison.Ordinal)))
            .Append(KeyValuePair.Create("writing", Writing));

    /// <summary>By content: a package that an archive has moved is the same one.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Packages(ImageInputs inputs, PlannedImage image) =>
    [
        .. ImagePackages.In(image, Lock(inputs, ImagePackages.RecipeOf(image))).Select(package => KeyValuePair.Create($"package/{package.Group}/{package.Target}/{package.Name}", package.Sha256)),
        .. ImagePackages.Tools(image, Lock(inputs, ImagePackages.ToolsRecipe)).Select(package => KeyValuePair.Create($"tool/{package.Group}/{package.Target}/{package.Name}", package.Sha256)),
    ];

    private static PackageLock Lock(ImageInputs inputs, string recipe) => inputs.Locks.GetValueOrDefault(recipe) ?? new PackageLock([]);

    private static IEnumerable<KeyValuePair<string, string>> About(FlinkArchive archive) =>
        archive.Mirrors.Select(mirror => mirror.Sha512).Distinct().Select(sum => KeyValuePair.Create($"{archive.FileName} {sum}", sum));

    private static KeyValuePair<string, string> About(ImmutableArray<NodeArchitecture> platforms) =>
        KeyValuePair.Create("platforms", string.Join(',', platforms.Select(platform => platform.OciPlatform())));
}
