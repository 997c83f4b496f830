using Fridge.Model;
using Fridge.Rollout.Classes;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Plan;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Classes;

/// <summary>When Flink's classes are recorded, and where.</summary>
public sealed class ClassTimingTests
{
    [Fact]
    public async Task FirstRelease_IsRecordedByWorkersWhileTheJobManagerStarts()
    {
        var timing = ClassTiming.Of(RolloutPlanner.Plan(await Stacks.VirtualAsync(), Observed.Empty));

        timing.IsMeanwhile.ShouldBeTrue();
        timing.Recordings.Select(recording => (recording.Node, recording.MayRecord)).ShouldBe([("virtual-0", false), ("virtual-1", true), ("virtual-2", true)]);
    }

    /// <summary>What is replaced is away until its successor runs: that is to start quickly.</summary>
    [Fact]
    public async Task Update_WaitsForItsClasses()
    {
        var stack = await Stacks.VirtualAsync();
        var other = stack with { Workloads = [.. stack.Workloads.Select(workload => workload with { Image = workload.Image[..^1] + "0" })] };

        var timing = ClassTiming.Of(RolloutPlanner.Plan(other, Stacks.HeldOf(stack)));

        timing.IsMeanwhile.ShouldBeFalse();
        timing.Recordings.ShouldAllBe(recording => recording.MayRecord);
    }

    /// <summary>Nobody else could record for the node on which the JobManager starts.</summary>
    [Fact]
    public async Task OneArchitectureOnTheFirstWavesNodesAlone_IsRecordedBefore()
    {
        var stack = await Stacks.VirtualAsync();
        var alone = stack with { Workloads = [stack.Workloads[0] with { Classes = ClassArchive.Of("sha256:" + new string('e', 64)) }, .. stack.Workloads[1..]] };

        ClassTiming.Of(RolloutPlanner.Plan(alone, Observed.Empty)).IsMeanwhile.ShouldBeFalse();
    }

    [Fact]
    public async Task OneNodeForAll_IsRecordedBefore()
    {
        var stack = await Stacks.VirtualAsync();
        var one = stack with { Workloads = [.. stack.Workloads.Select(workload => workload with { Nodes = ["virtual-0"] })] };

        ClassTiming.Of(RolloutPlanner.Plan(one, Observed.Empty)).IsMeanwhile.ShouldBeFalse();
    }

    [Fact]
    public void Plan_OfAGroup_RecordsOnlyWhereItMay()
    {
        var archive = ClassArchive.Of("sha256:" + new string('a', 64));
        var facts = new ArchiveFacts(false, ArchiveFacts.MemoryNeeded, "");

        var plan = ClassPlan.For([(new("a", "image", archive) { MayRecord = false }, facts), (new("b", "image", archive), facts)]).ShouldHaveSingleItem();

        plan.Recorders.ShouldHaveSingleItem().Node.ShouldBe("b");
        plan.Lacking.Select(recording => recording.Node).ShouldBe(["a", "b"]);
    }
}
