using System.Collections.Immutable;
using Fridge.Images.Archives;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Builds;

/// <summary>Brings what the missing images need: builder, packages by lock, Flink's archive; downloads run beside each other.</summary>
internal sealed class MaterialsProvider(
    IProcessRunner processes, LocalDocker docker, IDownloader downloader, BuildEngine engine, BuilderImage builderImage, DebianArchives archives, FridgePaths paths)
{
    /// <param name="anew">The mirrors are asked in order, even where a later one's Flink is in the cache: it may be another edition.</param>
    public async Task<Materials> GetAsync(
        ImagePlan plan, IReadOnlyCollection<PlannedImage> missing, IReport report, CancellationToken cancellationToken, bool anew = false)
    {
        var builder = await engine.FindAsync(report, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var needsFlink = missing.Any(image => image.Kind is ImageKind.Flink or ImageKind.Job);
        var archive = needsFlink ? FetchFlinkAsync(plan, anew, report, stop.Token) : Task.FromResult<string?>(null);
        var others = GetOthersAsync(plan, missing, report, stop.Token);
        await EndTogether.WhenAllAsync([archive, others], stop);
        return await others with { Builder = builder, FlinkArchive = await archive };
    }

    /// <summary>All but Flink's archive.</summary>
    private async Task<Materials> GetOthersAsync(
        ImagePlan plan, IReadOnlyCollection<PlannedImage> missing, IReport report, CancellationToken cancellationToken)
    {
        var image = await builderImage.EnsureAsync(plan.Settings, report, cancellationToken);
        var packages = PackagesOf(missing, await BuildArchitectureAsync(cancellationToken));
        var sources = await archives.ResolveAsync(plan.Settings, () => Task.FromResult<string?>(image), cancellationToken);
        var files = await new PackageDownloads(downloader).FetchAsync(packages, sources, report, cancellationToken);
        var jars = await new JarDownloads(downloader, paths.Checkout)
            .FetchAsync([.. missing.SelectMany(planned => JarsOf(planned)).Distinct()], plan.Settings.MavenRepositories, report, cancellationToken);
        return new Materials { BuilderImage = image, Packages = files, Jars = jars };
    }

    /// <summary>What an image is made of, by its variant.</summary>
    public PackageLock LockOf(PlannedImage image) => LockOf(image.Folder).Without(image.Variant.LeavesOut());

    private PackageLock LockOf(string recipe) => PackageLock.Read(Path.Combine(paths.Recipes, recipe, PackageLock.FileName));

    /// <summary>Java libraries that an image has beside Debian's.</summary>
    public ImmutableArray<LockedJar> JarsOf(PlannedImage image) => image is { Kind: ImageKind.Flink, HasS3: false }
        ? []
        : LockedJar.Read(Path.Combine(paths.Recipes, image.Folder));

    private ImmutableArray<LockedPackage> PackagesOf(IEnumerable<PlannedImage> images, string buildArchitecture) =>
        [.. images.SelectMany(image => PackagesOf(image, buildArchitecture)).Distinct()];

    private IEnumerable<LockedPackage> PackagesOf(PlannedImage image, string buildArchitecture)
    {
        var tools = ImagePackages.Tools(image, LockOf(ImagePackages.ToolsRecipe)).Where(package => package.Target == buildArchitecture);
        return image.Kind is ImageKind.Job ? tools : tools.Concat(ImagePackages.In(image, LockOf(ImagePackages.RecipeOf(image))));
    }

    private async Task<string?> FetchFlinkAsync(ImagePlan plan, bool anew, IReport report, CancellationToken cancellationToken)
    {
        var file = await downloader.FetchAsync(plan.Flink.ToDownload(paths.Checkout) with { EarlierFirst = anew }, report, cancellationToken);
        report.Detail($"Flink {plan.Flink.Version} from {file.Source.Address}");
        return file.Path;
    }

    private async Task<string> BuildArchitectureAsync(CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(
            docker.Command("version", "--format", "{{.Server.Arch}}"), cancellationToken: cancellationToken);
        var architecture = result.StandardOutput.Trim();
        return architecture is "amd64" or "arm64"
            ? architecture
            : throw new FridgeException(
                $"Images are built on amd64 or arm64, and this engine runs on {architecture}.",
                "Build on another machine; the cluster may be of any architecture.");
    }
}
