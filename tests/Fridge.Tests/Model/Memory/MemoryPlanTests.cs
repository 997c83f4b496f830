using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Memory;

public class MemoryPlanTests
{
    [Fact]
    public void For_HalfAGibibyteEach_FitsABoardOfOneAndLeavesAHeapForJobs()
    {
        var plan = MemoryPlan.For(ThreePis());

        plan.JobManager.TotalProcess.ShouldBe(MemorySize.Mebibytes(512));
        plan.JobManager.JvmFlags.ShouldBe(["-Xmx268435456", "-Xms268435456", "-XX:MaxMetaspaceSize=134217728"]);
        plan.TaskManager.JvmFlags.ShouldBe(["-Xmx234881024", "-Xms234881024", "-XX:MaxDirectMemorySize=100663296", "-XX:MaxMetaspaceSize=134217728"]);
        plan.TaskManager.Managed.ShouldBe(MemorySize.Zero);
        plan.Nodes.Select(node => $"{node.Node} {node.Sum} of {node.Ram}").ShouldBe(["a 946 MiB of 1024 MiB", "b 850 MiB of 1024 MiB", "c 850 MiB of 1024 MiB"]);
    }

    [Fact]
    public void For_APersonsKey_WinsOverFridgesDefault()
    {
        var plan = MemoryPlan.For(ThreePis("config: {taskmanager.memory.jvm-metaspace.size: 112m, taskmanager.memory.managed.fraction: 0.1}"));

        plan.TaskManager.Metaspace.ShouldBe(MemorySize.Mebibytes(112));
        plan.TaskManager.Managed.Bytes.ShouldBe(35232154);
        plan.Defaults.Select(each => each.Key).ShouldNotContain("taskmanager.memory.jvm-metaspace.size");
        plan.Defaults.ShouldAllBe(each => each.Reason.Length > 20);
    }

    [Theory]
    [InlineData("taskmanager.memory.task.heap.size: 120m")]
    [InlineData("taskmanager.memory.task.heap.size: 120m, taskmanager.memory.managed.fraction: 0.1")]
    [InlineData("taskmanager.memory.flink.size: 300m")]
    [InlineData("taskmanager.memory.flink.size: 300m, taskmanager.memory.task.heap.size: 120m")]
    [InlineData("taskmanager.memory.network.min: 48m")]
    [InlineData("taskmanager.memory.network.max: 24m")]
    [InlineData("jobmanager.memory.heap.size: 200m")]
    [InlineData("jobmanager.memory.flink.size: 300m")]
    [InlineData("execution.runtime-mode: batch")]
    public void For_OneKeyOfAPerson_IsNotContradictedByTheDefaults(string config) =>
        MemoryPlan.For(ThreePis($"config: {{{config}}}")).Fits.ShouldBeTrue();

    [Fact]
    public void For_ServerSizes_KeepsFlinksOwnDefaultsButManagedMemory()
    {
        var plan = MemoryPlan.For(ThreePis("jobManager: {memory: 1600m}, taskManager: {memory: 1728m}", board: "pi4-4g"));

        plan.Defaults.Select(each => each.Key).ShouldBe(["taskmanager.memory.managed.size"]);
        plan.JobManager.Heap.ShouldBe(MemorySize.Mebibytes(1024));
    }

    [Fact]
    public void For_MoreThanTheBoardHas_IsRefusedWithTheSum()
    {
        var refused = Should.Throw<MemoryPlanException>(() => MemoryPlan.For(ThreePis("jobManager: {memory: 700m}")));

        refused.Nodes.ShouldHaveSingleItem().Node.ShouldBe("a");
        refused.Message.ShouldBe("""
            f.yaml: too little memory on a.
            a
              GPU and firmware                  76 MiB   gpu_mem's default: raspberrypi.com/documentation/computers/legacy_config_txt.html
              Operating system                 110 MiB   estimate
              Docker engine and containerd     120 MiB   estimate
              File cache                        32 MiB   estimate
              Registry                          96 MiB   measured, five nodes pulling; its containers' limits are 112 MiB and 64 MiB
              JobManager                       700 MiB   flink.jobManager.memory, its container's limit
              together                        1134 MiB
              the board has                   1024 MiB   110 MiB too little

            Make flink.jobManager.memory or flink.taskManager.memory smaller, spread the roles over more nodes, or take a board with more RAM: it fits pi4-2g, cm4-2g, pi5-2g, cm5-2g.
            """);
    }

    [Fact]
    public void For_WhatFlinkRefuses_IsRefusedWithItsReason() =>
        Should.Throw<MemoryPlanException>(() => MemoryPlan.For(WithTaskManagerOf(MemorySize.Mebibytes(100)))).Message.ShouldBe(
            "f.yaml: the TaskManager's memory: Sum of configured JVM Metaspace (128.000mb (134217728 bytes)) and JVM Overhead (64.000mb (67108864 bytes)) exceed configured Total Process Memory (100.000mb (104857600 bytes)).");

    private static Cluster WithTaskManagerOf(MemorySize memory)
    {
        var cluster = ThreePis();
        return cluster with { Flink = cluster.Flink with { TaskManager = cluster.Flink.TaskManager with { Memory = memory } } };
    }

    private static Cluster ThreePis(string flink = "", string board = "pi3b") => ClusterFile.Parse($$"""
        apiVersion: fridge/v1
        name: shelf
        flink: { {{flink}} }
        nodes:
          - {name: a, address: 10.0.0.1, board: {{board}}, os: bookworm-armhf, roles: [manager]}
          - {name: b, address: 10.0.0.2, board: {{board}}, os: bookworm-armhf}
          - {name: c, address: 10.0.0.3, board: {{board}}, os: bookworm-armhf}
        """, "f.yaml").Cluster;
}
