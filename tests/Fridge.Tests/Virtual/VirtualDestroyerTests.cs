using Fridge.Tests.Tooling.Host;
using Fridge.Tooling;
using Fridge.Virtual;
using Shouldly;
using Xunit;
using static Fridge.Tests.Tooling.Host.ScriptedProcesses;

namespace Fridge.Tests.Virtual;

public sealed class VirtualDestroyerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-destroyer-").FullName;
    private readonly ReportRecorder report = new();
    private readonly string name = "t" + Guid.NewGuid().ToString("N")[..8];

    private FridgePaths Paths => new(folder, Path.Combine(folder, "state"), Path.Combine(folder, "cache"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Destroy_AFridge_RemovesWhatBearsItsLabelAndSaysWhatStays()
    {
        Directory.CreateDirectory(Paths.StateOf(name));
        Directory.CreateDirectory(Paths.Cache);
        var key = Path.Combine(Paths.StateOf(name), "id_ed25519");
        File.WriteAllText(key, "private");
        File.WriteAllText(Path.Combine(Paths.StateOf(name), "run.log"), "");
        var processes = new ScriptedProcesses(line => line.Contains(" ls ") ? Out($"fridge-{name}-a\nfridge-{name}-b\n") : null);

        var destroyed = await DestroyAsync(processes, withCache: false);

        processes.Commands.ShouldBe(
        [
            $"docker container ls --all --filter label=fridge.cluster={name} --format {{{{.Names}}}}",
            $"docker container rm --force fridge-{name}-a fridge-{name}-b",
            $"docker volume ls --filter label=fridge.cluster={name} --format {{{{.Name}}}}",
            $"docker volume rm --force fridge-{name}-a fridge-{name}-b",
            $"docker network ls --filter label=fridge.cluster={name} --format {{{{.Name}}}}",
            $"docker network rm fridge-{name}-a fridge-{name}-b",
        ]);
        destroyed.Removed.ShouldContain(key);
        File.Exists(key).ShouldBeFalse();
        destroyed.Stays.ShouldContain($"run logs: {Paths.StateOf(name)}");
        destroyed.Stays.ShouldContain(line => line.StartsWith($"the cache: {Paths.Cache}"));
    }

    [Fact]
    public async Task Destroy_NothingThere_RemovesNothing()
    {
        var processes = new ScriptedProcesses(_ => null);

        (await DestroyAsync(processes, withCache: true)).Removed.ShouldBeEmpty();

        processes.Commands.ShouldNotContain(command => command.Contains(" rm "));
    }

    private Task<DestroyedFridge> DestroyAsync(ScriptedProcesses processes, bool withCache) =>
        new VirtualDestroyer(processes, Paths, TimeProvider.System).DestroyAsync(name, VirtualClusters.Host, withCache, report, TestContext.Current.CancellationToken);
}
