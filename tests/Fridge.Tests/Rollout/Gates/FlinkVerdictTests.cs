using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Rollout.Flink;
using Fridge.Rollout.Gates;
using Fridge.Tests.Rollout.Flink;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Gates;

public sealed class FlinkVerdictTests
{
    private static readonly PlannedJob Taxi = new("taxi", RecordedFlink.Job, 2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RealJobManager_StartedFromTheRenderedFiles_IsAsPlanned() =>
        (await JobManagerAsync((await Stacks.VirtualAsync()).Flink)).ShouldBeOfType<GateOpen>();

    [Fact]
    public async Task OtherFlags_FailAtOnce() =>
        (await JobManagerAsync((await Stacks.VirtualAsync()).Flink with { JobManagerFlags = ["-Xmx1g", "-XX:MaxMetaspaceSize=100663296"] }))
            .ShouldBe(new GateFailed("the JobManager's JVM was started without -Xmx1g; it has -Xmx268435456 -Xms268435456 -XX:MaxMetaspaceSize=100663296"));

    [Fact]
    public async Task OtherConfiguration_FailsAtOnce() =>
        (await JobManagerAsync((await Stacks.VirtualAsync()).Flink with { JobManagerConfig = ImmutableSortedDictionary<string, string>.Empty.Add("heartbeat.timeout", "1") }))
            .ShouldBe(new GateFailed("/jobmanager/config says heartbeat.timeout=20000, planned 1"));

    [Fact]
    public async Task SecretThatFlinkHides_IsTakenAsPlanned()
    {
        var plan = (await Stacks.VirtualAsync()).Flink with { JobManagerFlags = [], JobManagerConfig = ImmutableSortedDictionary<string, string>.Empty.Add("s3.secret-key", "x") };

        FlinkVerdict.JobManager(plan, new FlinkEnvironment(new FlinkJvm("17", "arm", [])), [new FlinkSetting("s3.secret-key", "******")])
            .ShouldBeOfType<GateOpen>();
    }

    [Theory]
    [InlineData(1, 2, true)]
    [InlineData(2, 2, false)]
    public async Task TaskManagers_AsManyAsPlanned(int planned, int slots, bool open)
    {
        using var flink = RecordedFlink.Client();
        var plan = (await Stacks.VirtualAsync()).Flink with { TaskManagers = planned, SlotsPerTaskManager = slots };

        (FlinkVerdict.TaskManagers(plan, await flink.TaskManagersAsync(Token)) is GateOpen).ShouldBe(open);
    }

    [Fact]
    public async Task TaskManagerWithOtherSlots_IsStuck()
    {
        using var flink = RecordedFlink.Client();
        var plan = (await Stacks.VirtualAsync()).Flink with { TaskManagers = 1, SlotsPerTaskManager = 1 };

        FlinkVerdict.TaskManagers(plan, await flink.TaskManagersAsync(Token))
            .ShouldBe(new GateWaiting("TaskManager 127.0.0.1:6122-9bfcf7 offers 2 slots, planned 1", IsStuck: true));
    }

    [Fact]
    public async Task RealRunningJob_Opens()
    {
        using var flink = RecordedFlink.Client();

        FlinkVerdict.Job(Taxi, await flink.JobAsync(RecordedFlink.Job, Token), [])
            .ShouldBe(new GateOpen("job taxi is RUNNING, all 2 vertices"));
    }

    [Theory]
    [InlineData("CREATED", "CREATED", "waiting: job taxi is CREATED (v: CREATED)")]
    [InlineData("RUNNING", "DEPLOYING", "waiting: job taxi is RUNNING (v: DEPLOYING)")]
    [InlineData("RESTARTING", "CANCELED", "waiting: job taxi is RESTARTING: java.lang.Exception: no luck")]
    [InlineData("FAILED", "FAILED", "failed: job taxi is FAILED: java.lang.Exception: no luck")]
    [InlineData("FINISHED", "FINISHED", "open: job taxi has finished")]
    public void JobState_Decides(string job, string vertex, string expected)
    {
        var actual = new FlinkJob("1", "taxi", job, 0, [new FlinkVertex("v", "v", 1, vertex, new FlinkVertexMetrics(0, 0))]);

        var state = FlinkVerdict.Job(Taxi, actual, [new FlinkException("E", "java.lang.Exception: no luck\n\tat x")]);

        $"{state.GetType().Name["Gate".Length..].ToLowerInvariant()}: {state.Saying}".ShouldBe(expected);
    }

    [Theory]
    [InlineData(2, 2, "open: job taxi has its 2 of 2 slots")]
    [InlineData(3, 2, "waiting: job taxi needs 3 slots, the TaskManagers offer 2")]
    public void Slots_OfTheTaskManagers_AreAsManyAsTheJobWants(int wanted, int offered, string expected)
    {
        var state = FlinkVerdict.Slots(Taxi with { Parallelism = wanted }, new FlinkOverview(offered, offered, 0, "1.20.5"));

        $"{state.GetType().Name["Gate".Length..].ToLowerInvariant()}: {state.Saying}".ShouldBe(expected);
        (state is GateWaiting { IsStuck: true }).ShouldBe(wanted > offered, "no waiting brings slots that nobody planned");
    }

    private static async Task<GateState> JobManagerAsync(FlinkPlan plan)
    {
        using var flink = RecordedFlink.Client();
        return FlinkVerdict.JobManager(plan, await flink.JobManagerEnvironmentAsync(Token), await flink.JobManagerConfigAsync(Token));
    }
}
