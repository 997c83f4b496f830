using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Memory;

/// <summary>Vectors that hold without a JVM; <see cref="FlinkMemoryOracleTests"/> asks Flink itself.</summary>
public class FlinkMemoryModelTests
{
    [Theory]
    [InlineData("1024m", 201326592, 603979776, 241591914, 67108864, 161061270, 201326592)]
    [InlineData("1728m", 201326592, 1342177280, 536870920, 134217730, 536870902, 268435458)]
    public void TaskManager_FlinksDefaults_AreDividedAsPublished(string process, long overhead, long flink, long managed, long network, long heap, long direct)
    {
        var memory = FlinkMemoryModel.TaskManager(Options(("taskmanager.memory.process.size", process)));

        memory.Overhead.Bytes.ShouldBe(overhead);
        memory.TotalFlink.Bytes.ShouldBe(flink);
        memory.Managed.Bytes.ShouldBe(managed);
        memory.Network.Bytes.ShouldBe(network);
        memory.JvmFlags.ShouldBe([$"-Xmx{heap}", $"-Xms{heap}", $"-XX:MaxDirectMemorySize={direct}", "-XX:MaxMetaspaceSize=268435456"]);
    }

    [Theory]
    [InlineData("982m", "accepted")]
    [InlineData("981m", "exceed configured Total Flink Memory (533.000mb (558891008 bytes)).")]
    [InlineData("300m", "exceed configured Total Process Memory (300.000mb (314572800 bytes)).")]
    public void TaskManager_AtTheEdge_IsRefusedWithFlinksReason(string process, string reason) =>
        Reason(() => FlinkMemoryModel.TaskManager(Options(("taskmanager.memory.process.size", process)))).ShouldEndWith(reason);

    [Theory]
    [InlineData("577m", "accepted")]
    [InlineData("576m", "is less than the configured Off-heap Memory (128.000mb (134217728 bytes)).")]
    public void JobManager_AtTheEdge_IsRefusedWithFlinksReason(string process, string reason) =>
        Reason(() => FlinkMemoryModel.JobManager(Options(("jobmanager.memory.process.size", process)))).ShouldEndWith(reason);

    [Fact]
    public void JobManager_DirectLimit_IsAFlagOnlyWhenAsked()
    {
        var plain = Options(("jobmanager.memory.process.size", "1600m"));
        var limited = Options(("jobmanager.memory.process.size", "1600m"), ("jobmanager.memory.enable-jvm-direct-memory-limit", "true"));

        FlinkMemoryModel.JobManager(plain).JvmFlags.ShouldBe(["-Xmx1073741824", "-Xms1073741824", "-XX:MaxMetaspaceSize=268435456"]);
        FlinkMemoryModel.JobManager(limited).JvmFlags.ShouldContain("-XX:MaxDirectMemorySize=134217728");
    }

    [Fact]
    public void TaskManager_TunedForHalfAGibibyte_LeavesTheHeapThatDomainArithmeticSays()
    {
        var memory = FlinkMemoryModel.TaskManager(Options(
            ("taskmanager.memory.process.size", "512m"),
            ("taskmanager.memory.jvm-metaspace.size", "96m"),
            ("taskmanager.memory.jvm-overhead.min", "64m"),
            ("taskmanager.memory.framework.heap.size", "64m"),
            ("taskmanager.memory.framework.off-heap.size", "64m"),
            ("taskmanager.memory.managed.size", "0"),
            ("taskmanager.memory.network.min", "16m"),
            ("taskmanager.memory.network.max", "32m")));

        memory.Heap.ShouldBe(MemorySize.Mebibytes(256));
        memory.Direct.ShouldBe(MemorySize.Mebibytes(96));
    }

    private static Dictionary<string, string> Options(params (string Key, string Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => pair.Value);

    private static string Reason(Action calculate)
    {
        try
        {
            calculate();
            return "accepted";
        }
        catch (FlinkMemoryException refused)
        {
            return refused.Message;
        }
    }
}
