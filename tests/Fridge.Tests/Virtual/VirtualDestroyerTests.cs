using Fridge.Images.Builds;
using Fridge.Nodes.Locks;
using Fridge.Nodes.Sources;
using Fridge.Tests.Support;
using Fridge.Tests.Tooling.Host;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
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

    private TakeLock takeLock = VirtualClusters.NoLock;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private FridgePaths Paths => new(folder, Path.Combine(folder, "state"), Path.Combine(folder, "cache"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Destroy_AFridge_RemovesWhatBearsItsLabelAndSaysWhatStays()
    {
        Directory.CreateDirectory(Paths.Cache);
        var key = WriteKey();
        File.WriteAllText(Path.Combine(Paths.StateOf(name), "run.log"), "");
        var processes = new ScriptedProcesses(line => line.Contains("--no-trunc") ? Observed("a", "b") : line.Contains(" ls ") ? Out($"fridge-{name}-a\nfridge-{name}-b\n") : null);

        var destroyed = await DestroyAsync(processes, withCache: false);

        processes.Commands.ShouldBe(
        [
            $"docker container ls --all --filter label=fridge.cluster={name} --format {{{{.Names}}}}",
            $"docker volume ls --filter label=fridge.cluster={name} --format {{{{.Name}}}}",
            $"docker network ls --filter label=fridge.cluster={name} --format {{{{.Name}}}}",
            $"docker {string.Join(' ', ObservedFridge.Query(name))}",
            $"docker container rm --force fridge-{name}-a fridge-{name}-b",
            $"docker volume rm --force fridge-{name}-a fridge-{name}-b",
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

    [Fact]
    public async Task Find_ChangesNothing()
    {
        var processes = new ScriptedProcesses(line => line.Contains(" ls ") ? Out($"fridge-{name}-a\n") : null);

        var remains = await new VirtualDestroyer(name, VirtualClusters.Owner, processes, Paths, TimeProvider.System).FindAsync(VirtualClusters.Host, withCache: false, Cancelled);

        remains.ShouldBe([$"container fridge-{name}-a", $"volume fridge-{name}-a", $"network fridge-{name}-a"]);
        processes.Commands.ShouldAllBe(command => command.Contains(" ls "));
    }

    [Fact]
    public async Task Destroy_WithCache_LeavesImagesThatAnotherClustersContainersUse()
    {
        var processes = new ScriptedProcesses(line =>
            line.Contains("--no-trunc") ? Observed("a")
            : line.Contains("image ls --filter label=fridge.local ") ? Out("fridge/virtual-pi:1\nfridge/virtual-pi:2\n")
            : line.Contains("ancestor=fridge/virtual-pi:1") ? Out($"fridge-other-a\nfridge-{name}-a\n")
            : line.Contains("container ls") ? Out($"fridge-{name}-a\n") : null);

        var destroyed = await DestroyAsync(processes, withCache: true);

        processes.Commands.ShouldContain("docker image rm fridge/virtual-pi:2");
        destroyed.Stays.ShouldContain("images that other containers use: fridge/virtual-pi:1");
    }

    /// <summary>It is never made again, and so never gets the label.</summary>
    [Fact]
    public async Task Destroy_WithCache_RemovesABuilderImageOfBeforeThereWasALabel()
    {
        var processes = new ScriptedProcesses(line =>
            line.Contains("--no-trunc") ? Observed() : line.Contains($"image ls --filter reference={BuilderImage.LocalTag} ") ? Out(BuilderImage.LocalTag + "\n") : null);

        var destroyed = await DestroyAsync(processes, withCache: true);

        processes.Commands.ShouldContain($"docker image rm {BuilderImage.LocalTag}");
        destroyed.Removed.ShouldContain(line => line.Contains(BuilderImage.LocalTag));
    }

    [Fact]
    public async Task Destroy_SomebodyChangesTheCluster_RemovesNothing()
    {
        takeLock = (_, node, _) => node == "b" ? throw new LockBusyException(name, "ann@laptop") : Task.FromResult<ILockHandle?>(null);
        var processes = new ScriptedProcesses(line => line.Contains("--no-trunc") ? Observed("a", "b") : null);

        await Should.ThrowAsync<LockBusyException>(() => DestroyAsync(processes, withCache: false));

        processes.Commands.ShouldNotContain(command => command.Contains(" rm "));
    }

    [Fact]
    public async Task Destroy_APiThatDoesNotAnswer_IsRemovedAllTheSame()
    {
        takeLock = (_, _, _) => throw new FridgeException("No such container.");
        var processes = new ScriptedProcesses(line => line.Contains("--no-trunc") ? Observed("a") : line.Contains("container ls") ? Out($"fridge-{name}-a\n") : null);

        (await DestroyAsync(processes, withCache: false)).Removed.ShouldContain($"container fridge-{name}-a");
    }

    [Fact]
    public async Task Destroy_PisOfAnotherFile_AreNotRemoved()
    {
        var processes = new ScriptedProcesses(line => line.Contains("--no-trunc") ? Out($"fridge-{name}-a\trunning\ta\tspec\tclusters/other.yaml\n") : null);

        (await Should.ThrowAsync<FridgeException>(() => DestroyAsync(processes, withCache: false))).NextStep!.ShouldContain("--adopt");

        processes.Commands.ShouldNotContain(command => command.Contains(" rm "));
    }

    [Fact]
    public async Task Destroy_EngineDoesNotAnswer_RefusesAndKeepsTheKeys()
    {
        var key = WriteKey();
        var host = VirtualClusters.Host with { Engine = null, Programs = ["docker"] };

        var refusal = await Should.ThrowAsync<FridgeException>(() => DestroyAsync(new ScriptedProcesses(_ => null), withCache: false, host));

        refusal.Message.ShouldStartWith("This machine has docker, but no engine answers");
        (refusal.NextStep, refusal.WrongUse).ShouldBe(("Type: ./build.sh Host", true));
        File.Exists(key).ShouldBeTrue();
    }

    [Fact]
    public async Task Destroy_NoDockerAtAll_RemovesTheKeys()
    {
        var key = WriteKey();

        var destroyed = await DestroyAsync(new ScriptedProcesses(_ => null), withCache: false, VirtualClusters.Host with { Engine = null });

        destroyed.Removed.ShouldBe([key]);
    }

    private ProcessResult Observed(params string[] nodes) =>
        Out(string.Concat(nodes.Select(node => $"fridge-{name}-{node}\trunning\t{node}\tspec\t{VirtualClusters.Owner.File}\n")));

    private string WriteKey()
    {
        Directory.CreateDirectory(Paths.StateOf(name));
        var key = Path.Combine(Paths.StateOf(name), "id_ed25519");
        File.WriteAllText(key, "private");
        return key;
    }

    private Task<RemovedNodes> DestroyAsync(ScriptedProcesses processes, bool withCache, HostFacts? host = null) =>
        new VirtualDestroyer(name, VirtualClusters.Owner, processes, Paths, TimeProvider.System).RemoveAsync(host ?? VirtualClusters.Host, withCache, takeLock, report, Cancelled);
}
