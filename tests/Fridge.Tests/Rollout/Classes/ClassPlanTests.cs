using Fridge.Model;
using Fridge.Rollout.Classes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Classes;

public sealed class ClassPlanTests
{
    private const long Enough = ArchiveFacts.MemoryNeeded;

    private static readonly ClassArchive Archive = ClassArchive.Of("sha256:" + new string('a', 64));

    [Fact]
    public void For_NoneHasIt_OneRecordsForAll_AlsoForThoseWithoutTheMemory()
    {
        var plan = ClassPlan.For([Node("a", memory: Enough - 1), Node("b"), Node("c")]).ShouldHaveSingleItem();

        plan.Holder.ShouldBeNull();
        plan.Recorders.Select(recording => recording.Node).ShouldBe(["b", "c"]);
        plan.Lacking.Select(recording => recording.Node).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void For_ANewNode_TakesItFromOneThatHasIt()
    {
        var plan = ClassPlan.For([Node("a", recorded: true), Node("b"), Node("c", recorded: true)]).ShouldHaveSingleItem();

        plan.Holder!.Node.ShouldBe("a");
        plan.Recorders.ShouldBeEmpty();
        plan.Lacking.ShouldHaveSingleItem().Node.ShouldBe("b");
    }

    [Fact]
    public void For_AllHaveIt_IsNothing() => ClassPlan.For([Node("a", recorded: true), Node("b", recorded: true)]).ShouldBeEmpty();

    [Fact]
    public void For_OtherImagesAndProfiles_RecordForThemselves()
    {
        var other = ClassArchive.Of("sha256:" + new string('b', 64));

        var plans = ClassPlan.For([Node("a"), Node("b", profile: "profile 2 2"), Node("c", archive: other), Node("d")]);

        plans.Select(plan => string.Join(' ', plan.Lacking.Select(recording => recording.Node))).ShouldBe(["a d", "b", "c"]);
    }

    private static (ClassRecording, ArchiveFacts) Node(
        string name, bool recorded = false, long memory = Enough, string profile = "profile 1 1", ClassArchive? archive = null) =>
        (new ClassRecording(name, "flink", archive ?? Archive), new ArchiveFacts(recorded, memory, profile));
}
