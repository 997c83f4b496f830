using System.Collections.Immutable;
using Fridge.Images;
using Fridge.Images.Archives;
using Fridge.Images.Builds;
using Fridge.Model;
using Fridge.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Xunit;

namespace Fridge.Tests.Images;

/// <summary>Flink's image for ARMv7 from the cache, or built, and stages of the Dockerfiles below this folder over it.</summary>
public sealed class BuiltFlink : IAsyncLifetime
{
    private readonly FridgePaths paths = FridgePaths.FromEnvironment(Checkout.Root);
    private readonly IProcessRunner processes = new ProcessRunner();
    private readonly HttpClient http = new();
    private LocalDocker docker = null!;
    private BuildContext context = null!;
    private BuildxCommand command = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await new HostProbe(processes, hasTerminal: false).ProbeAsync(cancellationToken);
        var downloader = new Downloader(paths);
        docker = host.Docker;
        var provider = new MaterialsProvider(
            processes, docker, downloader, new BuildEngine(processes, docker), new BuilderImage(new LocalImages(processes, host, paths), http),
            new DebianArchives(processes, docker), paths);
        var plan = await BuiltImages.PlanAsync();
        plan = plan with { Images = [plan["flink"]] };
        var images = await new ImageBuilder(processes, host, downloader, http, paths, TimeProvider.System).BuildAsync(plan, new ReportRecorder(), cancellationToken);
        var materials = await provider.GetAsync(plan, [plan["flink"]], new ReportRecorder(), cancellationToken);
        context = new BuildContext(paths.Cache);
        command = Command(materials, OciLayout.Open(images["flink"].LayoutPath!));
    }

    /// <param name="folder">Whose Dockerfile it is; the context <c>tests</c> there.</param>
    public async Task RunStageAsync(string folder, string stage, ImmutableArray<NodeArchitecture> platforms)
    {
        var path = Checkout.File("tests", "Fridge.Tests", "Images", folder);
        var build = command with
        {
            Dockerfile = Path.Combine(path, "Dockerfile"),
            Contexts = command.Contexts.Add("tests", path),
            Target = stage,
            Platforms = platforms,
        };
        try
        {
            await new Buildx(processes, docker).RunAsync($"stage {stage}", build, new ReportRecorder(), TestContext.Current.CancellationToken);
        }
        catch (ImageBuildException failure)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', failure.Evidence));
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        context?.Dispose();
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private BuildxCommand Command(Materials materials, OciLayout flink) => new()
    {
        Dockerfile = "",
        MainContext = context.Empty,
        Builder = materials.Builder,
        Output = "type=cacheonly",
        Arguments = ImmutableSortedDictionary<string, string>.Empty.Add("FLINK_ARCHIVE", Path.GetFileName(materials.FlinkArchive!)),
        Contexts = ImmutableSortedDictionary<string, string>.Empty
            .Add("builder", $"docker-image://{materials.BuilderImage}")
            .Add("tools", Group("tools", materials))
            .Add("compiler", Group("compiler", materials))
            .Add("recipe", context.AddFolders("recipe", Checkout.File("images"), ["base"]))
            .Add("dist", context.AddFile("dist", materials.FlinkArchive!))
            .Add("flink", $"oci-layout://{flink.Folder}@{flink.Manifests.Single().Digest}"),
    };

    private string Group(string group, Materials materials) =>
        context.AddPackages(group, materials.Packages.Where(package => package.Key.Group == group));
}
