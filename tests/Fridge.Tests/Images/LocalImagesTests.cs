using Fridge.Images.Builds;
using Fridge.Tests.Support;
using Fridge.Tests.Tooling.Host;
using Fridge.Tests.Virtual;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class LocalImagesTests : IDisposable
{
    private readonly DirectoryInfo cache = Directory.CreateTempSubdirectory("fridge-local-images-");

    private FridgePaths Paths => new("/", "/", cache.FullName);

    [Fact]
    public async Task Bootstrap_ASystem_IsImportedAndLeavesNothing()
    {
        var processes = new ScriptedProcesses(Engine);

        await BootstrapAsync(processes);

        processes.Commands.Select(command => command.Split(' ')[0]).ShouldBe(["mmdebstrap", "docker"]);
        Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Bootstrap_Killed_LeavesWhatTheSweepTakesADayLater()
    {
        string[] left = [];
        await BootstrapAsync(new ScriptedProcesses(command =>
        {
            left = Files();
            return Engine(command);
        }));

        left.ShouldNotBeEmpty();
        foreach (var file in left)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        }

        new CacheSweep(Paths, new FakeTimeProvider(DateTimeOffset.UtcNow + CacheSweep.Abandoned + TimeSpan.FromMinutes(1))).Run(new ReportRecorder());
        Files().ShouldBeEmpty();
    }

    public void Dispose() => cache.Delete(recursive: true);

    /// <summary>mmdebstrap writes the tar that stands before its sources.</summary>
    private static ProcessResult? Engine(string command)
    {
        if (command.Split(' ') is ["mmdebstrap", .., var tar, var sources])
        {
            File.ReadAllText(sources).ShouldBe("deb http://a.example/debian bookworm main\n");
            File.WriteAllText(tar, "a system");
        }

        return null;
    }

    private Task BootstrapAsync(IProcessRunner processes) => new LocalImages(processes, VirtualClusters.Host, Paths).BootstrapAsync(
        new Bootstrap("fridge/builder:1", "bookworm", [], "deb http://a.example/debian bookworm main\n"),
        new ReportRecorder(), TestContext.Current.CancellationToken);

    private string[] Files() => Directory.GetFiles(cache.FullName, "*", SearchOption.AllDirectories);
}
