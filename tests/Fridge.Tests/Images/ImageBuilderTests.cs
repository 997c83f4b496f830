using Fridge.Images.Builds;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tests.Support;
using Fridge.Tests.Tooling.Host;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

/// <summary>Builds of this checkout's recipes with an engine and downloads that only say so.</summary>
public sealed class ImageBuilderTests : IDisposable
{
    private const int NoSpaceLeft = 28;

    private static readonly FlinkArchive Flink = new(
        "1.20.5", "flink-1.20.5.tgz", [new FlinkMirror("https://mirror.example/flink", "1.20.5", new string('1', 128))]);

    private readonly DirectoryInfo cache = Directory.CreateTempSubdirectory("fridge-builder-");

    [Fact]
    public async Task Build_TheCachesDiskIsFull_SaysSo_AndLeavesNothingHalf()
    {
        var failure = await Should.ThrowAsync<FridgeException>(BuildAsync(ImageKind.Service, "node-exporter", FileAsync, FullDisk));

        failure.Message.ShouldBe($"The disk of {cache.FullName} is full.");
        Directory.GetDirectories(Path.Combine(cache.FullName, "layouts", "node-exporter")).ShouldBeEmpty();
        Directory.GetDirectories(BuildContext.RootOf(cache.FullName)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Build_NoArchiveHasAPackage_EndsFlinksDownloadToo()
    {
        var ended = false;

        var failure = await Should.ThrowAsync<FridgeException>(BuildAsync(ImageKind.Flink, "flink", FetchAsync, Engine));

        failure.Message.ShouldStartWith("No Debian archive has ");
        ended.ShouldBeTrue();

        async Task<string> FetchAsync(Download download, CancellationToken cancellationToken)
        {
            if (download.FileName != Flink.FileName)
                throw new DownloadFailedException("Not had.");
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return "";
            }
            finally
            {
                ended = true;
            }
        }
    }

    public void Dispose() => cache.Delete(recursive: true);

    private static ProcessResult? FullDisk(string command) => command.StartsWith("docker buildx build", StringComparison.Ordinal)
        ? throw new IOException("No space left on device", NoSpaceLeft)
        : Engine(command);

    private static ProcessResult? Engine(string command) => command switch
    {
        _ when command.StartsWith("docker info", StringComparison.Ordinal) => ScriptedProcesses.Out("io.containerd.snapshotter.v1"),
        _ when command.StartsWith("docker version", StringComparison.Ordinal) => ScriptedProcesses.Out("amd64"),
        _ => null,
    };

    private async Task<string> FileAsync(Download download, CancellationToken cancellationToken)
    {
        var file = Path.Combine(cache.FullName, Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, "", cancellationToken);
        return file;
    }

    private async Task BuildAsync(
        ImageKind kind, string name, Func<Download, CancellationToken, Task<string>> downloads, Func<string, ProcessResult?> engine)
    {
        var image = new PlannedImage { Name = name, Kind = kind, InputHash = new string('a', 64), Platforms = [NodeArchitecture.Armv7] };
        var plan = new ImagePlan
        {
            Images = [image],
            Flink = Flink,
            Settings = new ImageSettings { FlinkMirrors = [], DebianArchives = ["http://a.example/debian"], BuilderImage = "debian:bookworm" },
        };
        using var http = new HttpClient();
        var builder = new ImageBuilder(
            new ScriptedProcesses(engine), Virtual.VirtualClusters.Host, new ScriptedDownloads(downloads), http,
            new FridgePaths(Checkout.Root, "/no/state", cache.FullName), TimeProvider.System);
        await builder.BuildAsync(plan, new ReportRecorder(), TestContext.Current.CancellationToken);
    }
}
