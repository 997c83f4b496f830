using System.Collections.Immutable;
using System.Text;
using Fridge.Images.Gates;
using Fridge.Images.Layouts;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Images.Records;
using Fridge.Model;
using Fridge.Registry.Oci;
using Fridge.Tooling;

namespace Fridge.Images.Builds;

/// <summary>How each kind of image comes from its folder: contexts, arguments, gates.</summary>
internal sealed class ImageRecipes(Buildx buildx, RunCheck runCheck, LayoutStore store, MaterialsProvider provider, FridgePaths paths)
{
    private const string ImageStage = "image";

    public async Task<OciLayout> FlinkAsync(PlannedImage image, BuildRun run)
    {
        using var context = new BuildContext(paths.Cache);
        var command = Command(image, run, context);
        command = command with
        {
            Target = ImageStage,
            Contexts = command.Contexts
                .Add("dist", context.AddFile("dist", run.Materials.FlinkArchive!))
                .Add("jars", Jars(image, context, run)),
            Arguments = command.Arguments
                .Add("FLINK_ARCHIVE", Path.GetFileName(run.Materials.FlinkArchive!))
                .Add("VARIANT", image.Variant.Name()),
        };
        return await CheckedAsync(image, command, run);
    }

    public async Task<OciLayout> ServiceAsync(PlannedImage image, BuildRun run)
    {
        using var context = new BuildContext(paths.Cache);
        var command = Command(image, run, context);
        return image.Home is null
            ? await MakeAsync(image, run, folder => BuildLayoutAsync(image, command, folder, run))
            : await CheckedAsync(image, command with { Target = ImageStage, Contexts = command.Contexts.Add("jars", Jars(image, context, run)) }, run);
    }

    private string Jars(PlannedImage image, BuildContext context, BuildRun run) =>
        context.AddFiles("jars", provider.JarsOf(image).Select(jar => KeyValuePair.Create(jar.File, run.Materials.Jars[jar])));

    /// <summary>Its Java is started while the gates read its layers.</summary>
    private Task<OciLayout> CheckedAsync(PlannedImage image, BuildxCommand command, BuildRun run) => MakeAsync(
        image, run, folder => BuildLayoutAsync(image, command, folder, run), also => runCheck.RunAsync(image, command, also));

    /// <summary>The job's jars are built beside Flink's image, then laid above it.</summary>
    public async Task<OciLayout> JobAsync(PlannedImage image, Task<OciLayout> flink, BuildRun run)
    {
        var source = JobSource.Files(paths.Checkout, image.Job!);
        FlinkVersionGate.Require(image.Job!.Name, source.Where(file => file.Key.EndsWith(".jar", StringComparison.Ordinal)), run.Plan.Flink.Version);
        using var context = new BuildContext(paths.Cache);
        var command = Command(image, run, context);
        await buildx.RunAsync($"build {image.Name}", command with
        {
            Platforms = [],
            Output = BuildxCommand.Files(context.Output),
            Contexts = command.Contexts
                .Add("dist", context.AddFile("dist", run.Materials.FlinkArchive!))
                .Add("source", context.AddFiles("source", source)),
            Arguments = command.Arguments
                .Add("FLINK_ARCHIVE", Path.GetFileName(run.Materials.FlinkArchive!))
                .Add("JOB_NAME", image.Job!.Name)
                .Add("JOB_JARS", run.Plan.Settings.JobJars.ToString().ToLowerInvariant()),
        }, run.Report, run.CancellationToken);
        await SayAsync(image, Path.Combine(context.Output, "report.json"), run);
        var jars = Directory.GetFiles(Path.Combine(context.Output, "usrlib"));
        await SayMissingAsync(image, jars, run);
        var layer = LayerTar.Write(Recipe.UserLibraries, jars);
        var below = await flink;
        await SayModulesAsync(image, Path.Combine(context.Output, "needs"), below, run);
        return await MakeAsync(image, run, folder =>
        {
            ImageAppender.Append(below, layer, $"job {image.Job.Name} of {image.Job.JarName}", folder);
            return Task.CompletedTask;
        });
    }

    /// <summary>The modules are the same for all platforms.</summary>
    private static async Task SayModulesAsync(PlannedImage image, string needs, OciLayout flink, BuildRun run)
    {
        var release = await RootFileSystem.ReadAsync(flink, flink.Manifests[0], Recipe.JavaRelease, run.CancellationToken);
        foreach (var missing in ModulesGate.Missing(await File.ReadAllTextAsync(needs, run.CancellationToken), Encoding.UTF8.GetString(release ?? [])))
        {
            run.Report.Warn($"{image.Name}: {missing}");
        }
    }

    private BuildxCommand Command(PlannedImage image, BuildRun run, BuildContext context) => new()
    {
        Dockerfile = Path.Combine(paths.Recipes, image.Folder, "Dockerfile"),
        MainContext = context.Empty,
        Platforms = image.Platforms,
        Builder = run.Materials.Builder,
        NoCache = run.NoCache,
        Cache = run.Plan.Settings.BuildCache is { } repository ? $"{repository}:{image.CacheTag}" : null,
        Output = "type=cacheonly",
        Contexts = ImmutableSortedDictionary<string, string>.Empty
            .Add("builder", $"docker-image://{run.Materials.BuilderImage}")
            .Add("recipe", context.AddFolders("recipe", paths.Recipes, ["base", image.Folder]))
            .Add("debs", Packages(context, image, run))
            .AddRange(image.Tools.Select(group => KeyValuePair.Create(group, Group(group, context, run)))),
    };

    private string Packages(BuildContext context, PlannedImage image, BuildRun run) => image.Kind == ImageKind.Job
        ? context.Empty
        : context.AddPackages(
            "debs", run.Materials.Of(provider.LockOf(image), [.. image.Platforms.Select(platform => platform.DebianName())]));

    /// <summary>Packages that run while building, as a context of the group's name.</summary>
    private static string Group(string group, BuildContext context, BuildRun run) =>
        context.AddPackages(group, run.Materials.Packages.Where(package => package.Key.Group == group));

    private Task BuildLayoutAsync(PlannedImage image, BuildxCommand command, string folder, BuildRun run) => buildx.RunAsync(
        $"build {image.Name}", command with { Output = BuildxCommand.OciLayout(folder) }, run.Report, run.CancellationToken);

    /// <summary>Makes an image in a folder of its own and keeps it when every gate is open.</summary>
    /// <param name="check">What else must pass; null: nothing.</param>
    private async Task<OciLayout> MakeAsync(PlannedImage image, BuildRun run, Func<string, Task> make, Func<BuildRun, Task>? check = null)
    {
        var folder = store.NewFolder(image);
        try
        {
            await make(folder);
            var files = await RecordAsync(image, OciLayout.Open(folder), run, check);
            var layout = store.Keep(image, folder, replace: run.NoCache);
            Say(image, layout, files, run);
            return layout;
        }
        catch
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            throw;
        }
    }

    /// <summary>Labels and bills of materials come before the gates, so that what is kept is what was checked.</summary>
    private async Task<ImmutableArray<string>> RecordAsync(PlannedImage image, OciLayout layout, BuildRun run, Func<BuildRun, Task>? check)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.CancellationToken);
        var locks = new ImageLocks(provider.LockOf(image.Kind is ImageKind.Job ? run.Plan["flink"] : image), provider.JarsOf(image));
        var labelled = ImageLabeler.Label(layout, ImageLabels.Of(image, run.Plan, locks));
        await ImageBills.WriteAsync(image, ImageLabels.VersionOf(image, run.Plan, locks), labelled, locks, run.CancellationToken);
        var gates = ImageGates.CheckAsync(image, labelled, locks.Packages, stop.Token);
        await EndTogether.WhenAllAsync([gates, check?.Invoke(run with { CancellationToken = stop.Token }) ?? Task.CompletedTask], stop);
        return await gates;
    }

    private static async Task SayAsync(PlannedImage image, string alignment, BuildRun run)
    {
        foreach (var line in AlignmentReport.Describe(await File.ReadAllBytesAsync(alignment, run.CancellationToken), run.Plan.Settings.JobJars))
        {
            run.Report.Info($"{image.Name}: {line}");
        }
    }

    /// <summary>No fault: code that has another way without the library is common.</summary>
    private static async Task SayMissingAsync(PlannedImage image, IEnumerable<string> jars, BuildRun run)
    {
        foreach (var jar in jars)
        {
            var content = await File.ReadAllBytesAsync(jar, run.CancellationToken);
            foreach (var platform in image.Platforms)
            {
                if (NativesGate.Missing(content, platform).ToList() is { Count: > 0 } missing)
                {
                    run.Report.Warn($"{image.Name}: {Path.GetFileName(jar)} has no {string.Join(", ", missing)} for {platform.OciPlatform()}: code that needs it ends there with an UnsatisfiedLinkError.");
                }
            }
        }
    }

    private static void Say(PlannedImage image, OciLayout layout, ImmutableArray<string> files, BuildRun run)
    {
        foreach (var platform in LayoutStore.Describe(image, layout).Platforms)
        {
            run.Report.Info($"{image.Name} {platform.Architecture.OciPlatform()}: {platform.CompressedBytes / 1e6:F1} MB, {platform.ManifestDigest}");
        }

        if (image.Kind == ImageKind.Flink && !files.Any(file => file.Contains("flink-table-planner", StringComparison.Ordinal)))
        {
            run.Report.Info($"This distribution of Flink {run.Plan.Flink.Version} is a reduced one, without the SQL planner: streaming jobs in Java run, Flink SQL doesn't. If an earlier mirror has the whole distribution, Images --no-cache takes that.");
        }
    }
}
