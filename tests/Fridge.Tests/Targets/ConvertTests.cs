using Fridge.Targets;
using Fridge.Tests.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

/// <summary><c>./build.sh Convert</c> as a person types it.</summary>
public sealed class ConvertTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    [Fact]
    public async Task Convert_AFile_ExplainsAndShowsBothFilesWithoutACluster()
    {
        var conf = folder.Write("conf/flink-conf.yaml", "jobmanager.heap.size: 512m\nstate.backend: rocksdb\n");
        folder.Write("conf/slaves", "pi1\npi2\n");

        var run = await RunAsync($"Convert {conf}");

        run.Error.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0);
        run.Out.ShouldStartWith("[Convert] started");
        run.Out.ShouldContain($"{conf}:1:1: jobmanager.heap.size: 512m → flink.jobManager.memory: 784m");
        run.Out.ShouldContain("    replicas: 2\n");
        run.Out.ShouldContain("succeeded in 0.0 s: 1 moved, 1 refused");
    }

    [Fact]
    public async Task Convert_ForArm64_LeavesRocksDb()
    {
        var conf = folder.Write("flink-conf.yaml", "state.backend: rocksdb\n");

        (await RunAsync($"Convert {conf} --platforms arm64")).Out.ShouldContain("state.backend.type: rocksdb\n");
    }

    [Fact]
    public async Task Convert_WithOutput_WritesBothFilesAndNoneOver()
    {
        var conf = folder.Write("flink-conf.yaml", "heartbeat.interval: 5000\n");

        (await RunAsync($"Convert {conf} --output {folder["out"]}")).ExitCode.ShouldBe(0);
        (await RunAsync($"Convert {conf} --output {folder["out"]}")).ExitCode.ShouldBe(0);
        File.ReadAllText(folder["out/config.yaml"]).ShouldEndWith("heartbeat:\n  interval: 5000\n");
        File.WriteAllText(folder["out/cluster.yaml"], "mine");

        var run = await RunAsync($"Convert {conf} --output {folder["out"]}");

        run.ExitCode.ShouldBe(2);
        run.Out.ShouldContain("cluster.yaml exists already, with other content.\nRemove it, or name another folder with --output.");
        File.ReadAllText(folder["out/cluster.yaml"]).ShouldBe("mine");
    }

    [Theory]
    [InlineData("Convert", "Convert what? ./build.sh Convert flink-conf.yaml")]
    [InlineData("Convert nowhere/flink-conf.yaml", "nowhere/flink-conf.yaml can't be read: ")]
    [InlineData("Convert x.yaml --flink-version 1.12.0", "Nothing is converted for Flink 1.12.0: it reads flink-conf.yaml alone")]
    public async Task Convert_WithoutWhatItNeeds_IsWrongUse(string arguments, string expected)
    {
        var run = await RunAsync(arguments);

        run.ExitCode.ShouldBe(2);
        (run.Out + run.Error).ShouldContain(expected);
    }

    [Fact]
    public async Task Convert_AWrongFile_IsWrongUseWithPlaces()
    {
        var conf = folder.Write("flink-conf.yaml", "rest.port:8081\nrest.port: x\n");

        var run = await RunAsync($"Convert {conf}");

        run.ExitCode.ShouldBe(2);
        run.Out.ShouldContain($"{conf}:1:1: 'rest.port:8081' is not a pair;");
        run.Out.ShouldContain($"{conf}:2:12: 'rest.port' is 'x';");
    }

    public void Dispose() => folder.Dispose();

    private static Task<EngineRun> RunAsync(string arguments) => EngineRun.OfAsync(new Build(), arguments);
}
