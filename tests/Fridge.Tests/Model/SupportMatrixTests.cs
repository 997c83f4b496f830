using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

public class SupportMatrixTests
{
    [Theory]
    [InlineData("zero", "bookworm-armhf", "6:41: the board 'zero' cannot work: its core is ARMv6,", "use a Pi 2 or later, or a Zero 2 W")]
    [InlineData("pi2", "bookworm-arm64", "6:50: bookworm-arm64 on the board 'pi2' cannot work: its core is 32-bit", "use the armhf image of the same release")]
    [InlineData("pi5-8g", "bullseye-arm64", "6:53: bullseye-arm64 on the board 'pi5-8g' cannot work: the release is older than the board", "use bookworm or trixie")]
    [InlineData("pc-1g", "bookworm-armhf", "6:52: bookworm-armhf on the board 'pc-1g' cannot work", "use bookworm-amd64")]
    [InlineData("pi3b", "bookworm-amd64", "6:51: bookworm-amd64 on the board 'pi3b' cannot work", "use an armhf or arm64 one")]
    public void Parse_ABoardThatCannotWork_IsRefusedWithReasonAndWhatToUse(string board, string os, string found, string instead)
    {
        var refused = Refused("{}", board, os).ShouldHaveSingleItem().ToString();

        refused.ShouldStartWith("f.yaml:" + found);
        refused.ShouldContain(instead);
    }

    [Theory]
    [InlineData("{version: 1.19.1}", "3:18: Flink 1.19.1 is not supported: ")]
    [InlineData("{config: {state.backend.type: rocksdb}}", "3:18: 'state.backend.type: rocksdb' cannot work: RocksDB has no library for 32-bit ARM")]
    [InlineData("{config: {state: {backend: org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackendFactory}}}", "3:26: 'state.backend: org.apache")]
    [InlineData("{config: {taskmanager.network.netty.transport: EPOLL}}", "3:18: 'taskmanager.network.netty.transport: EPOLL' cannot work")]
    [InlineData("{config: {taskmanager.numberOfTaskSlots: 2}}", "3:18: 'taskmanager.numberOfTaskSlots' in flink.config; use flink.taskManager.slots")]
    [InlineData("{config: {taskmanager.memory.manged.size: 0}}", "3:18: unknown memory key 'taskmanager.memory.manged.size'; Flink would ignore it silently; did you mean 'taskmanager.memory.managed.size'?")]
    [InlineData("{config: {taskmanager.heap.size: 1g}}", "3:18: 'taskmanager.heap.size' in flink.config; use flink.taskManager.memory, the whole process: the old key was all except the JVM's own memory, and ./build.sh Convert")]
    [InlineData("{jobManager: {memory: 200m}}", "3:30: the JobManager's memory does not add up: The configured Total Flink Memory (8.000mb (8388608 bytes)) is less")]
    [InlineData("{config: {taskmanager.memory.network.min: 64x}}", "3:8: the TaskManager's memory does not add up: Cannot read memory size from config option 'taskmanager.memory.network.min';")]
    public void Parse_AFlinkThatCannotWork_IsRefusedAtItsKey(string flink, string expected) =>
        Refused(flink)[0].ToString().ShouldStartWith("f.yaml:" + expected);

    [Fact]
    public void Parse_RocksDbOnArm64_IsFine() =>
        Parse("{config: {state.backend.type: rocksdb}}", "pi4-4g", "bookworm-arm64").Warnings.ShouldBeEmpty();

    [Fact]
    public void Parse_ManagedMemoryOnArm32_IsWarned() =>
        Parse("{config: {taskmanager.memory.managed.size: 32m}}").Warnings.ShouldHaveSingleItem().Line.ShouldBe(3);

    [Fact]
    public void EveryRow_HasReasonAlternativeAndSource()
    {
        SupportMatrix.Nodes.Select(rule => (rule.Reason, rule.Instead, rule.Source))
            .Concat(SupportMatrix.Configs.Select(rule => (rule.Reason, rule.Instead, rule.Source)))
            .Concat(SupportMatrix.Kubernetes.Select(rule => (rule.Reason, rule.Instead, rule.Source)))
            .ShouldAllBe(row => row.Reason.Length > 10 && row.Instead.Length > 5 && row.Source.Length > 5);
        Boards.All.ShouldAllBe(board => board.Source.Length > 10);
        OperatingSystems.All.ShouldAllBe(os => os.Source.Length > 5);
        Boards.All.Select(board => board.Id).ShouldBeUnique();
    }

    private static IReadOnlyList<Diagnostic> Refused(string flink, string board = "pi3b", string os = "bookworm-armhf") =>
        Should.Throw<ClusterFileException>(() => Parse(flink, board, os)).Diagnostics;

    private static ClusterDocument Parse(string flink, string board = "pi3b", string os = "bookworm-armhf") => ClusterFile.Parse($$"""
        apiVersion: fridge/v1
        name: shelf
        flink: {{flink}}
        nodes:
          - {name: m, address: 10.0.0.1, board: pi4-4g, os: bookworm-arm64, roles: [manager]}
          - {name: w, address: 10.0.0.2, board: {{board}}, os: {{os}}}
        """, "f.yaml");
}
