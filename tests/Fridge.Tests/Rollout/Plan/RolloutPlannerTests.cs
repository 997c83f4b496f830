using System.Collections.Immutable;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Plan;
using Fridge.Rollout.Verbs;
using Fridge.Tests.Manifests;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Plan;

public sealed class RolloutPlannerTests
{
    [Fact]
    public async Task EmptyCluster_CreatesAllInTheirWaves()
    {
        var plan = RolloutPlanner.Plan(await Stacks.VirtualAsync(), Observed.Empty);

        plan.Workloads.Select(change => (change.Workload, change.Action, change.Wave))
            .ShouldBe([("jobmanager", WorkloadAction.Create, 0), ("taskmanager", WorkloadAction.Create, 1)]);
        plan.NewFiles.Length.ShouldBe(6);
        plan.ChangesNothing.ShouldBeFalse();
    }

    [Fact]
    public async Task SameStack_ChangesNothing()
    {
        var stack = await Stacks.VirtualAsync();

        RolloutPlanner.Plan(stack, Stacks.HeldOf(stack)).ChangesNothing.ShouldBeTrue();
    }

    /// <summary>Another tool's stack of the same name: --prune would take it, Stop scale it and Destroy remove it.</summary>
    [Fact]
    public async Task ServiceThatFridgeDidNotMake_IsRefusedByName()
    {
        var stack = await Stacks.VirtualAsync();
        var held = Stacks.HeldOf(stack);
        held = held with { Workloads = held.Workloads.Add(held.Workloads[0] with { Name = "pihole", Labels = ImmutableSortedDictionary<string, string>.Empty }) };

        foreach (var verb in new Action[] { () => RolloutPlanner.Plan(stack, held), () => ScalePlan.Of(ScaleVerb.Stop, stack.Name, held) })
            Should.Throw<FridgeException>(verb).Message.ShouldBe($"{stack.Name} has services that Fridge didn't make: pihole. Nothing was changed.");
    }

    /// <summary>What a check shows before the image is built.</summary>
    [Fact]
    public async Task ImageThatIsToBeBuilt_IsNamedAsSuch()
    {
        var stack = await Stacks.VirtualAsync();
        var unbuilt = stack with { Workloads = [.. stack.Workloads.Select(workload => workload with { Image = $"registry.fridge:5000/job-taxi@{PlatformImage.NotBuiltDigest}" })] };

        var plan = RolloutPlanner.Plan(unbuilt, Stacks.HeldOf(stack));

        plan.Workloads.ShouldAllBe(change => change.Reasons.Contains("image job-taxi@77777777 -> job-taxi, to be built"));
    }

    [Theory]
    [InlineData("image", "image job-taxi@66666666 -> job-taxi@77777777")]
    [InlineData("replicas", "replicas 0 -> 2")]
    [InlineData("spec", "spec deadbeef")]
    [InlineData("labels", "labels")]
    [InlineData("paused", "its update has stopped")]
    public async Task Difference_IsAnUpdateOfThatServiceAlone_WithItsReason(string what, string expected)
    {
        var stack = await Stacks.VirtualAsync();
        var held = Stacks.HeldOf(stack);
        held = held with { Workloads = held.Workloads.SetItem(1, Changed(held.Workloads[1], what)) };

        var plan = RolloutPlanner.Plan(stack, held);

        plan.Workloads[0].Action.ShouldBe(WorkloadAction.Unchanged);
        plan.Workloads[1].Action.ShouldBe(WorkloadAction.Update);
        string.Join(", ", plan.Workloads[1].Reasons).ShouldStartWith(expected);
        plan.FirstChangedWave.ShouldBe(1);
    }

    [Fact]
    public async Task ServiceThatTheStackNoLongerHas_GoesWithTheLastWave()
    {
        var stack = await Stacks.VirtualAsync();
        var held = Stacks.HeldOf(stack);
        held = held with { Workloads = held.Workloads.Add(held.Workloads[0] with { Name = "old" }) };

        RolloutPlanner.Plan(stack, held).Workloads[^1].ShouldSatisfyAllConditions(
            change => change.Workload.ShouldBe("old"),
            change => change.Action.ShouldBe(WorkloadAction.Remove),
            change => change.Wave.ShouldBe(1));
    }

    [Fact]
    public async Task OldFiles_GoUnlessTheOrchestratorCouldReturnToThem()
    {
        var stack = await Stacks.VirtualAsync();
        var held = Stacks.HeldOf(stack);
        held = held with
        {
            Files = [.. held.Files, Stacks.File("virtual_unused-1"), Stacks.File("virtual_previous-1")],
            Workloads = held.Workloads.SetItem(0, held.Workloads[0] with { PreviousFiles = ["virtual_previous-1"] }),
        };

        RolloutPlanner.Plan(stack, held).OldFiles.Select(file => file.Name).ShouldBe(["virtual_unused-1"]);
    }

    [Fact]
    public async Task Lines_AreWhatCheckShows()
    {
        var stack = await Stacks.VirtualAsync();
        var held = Stacks.HeldOf(stack) with { Files = [Stacks.File("virtual_unused-1"), .. Stacks.HeldOf(stack).Files.Skip(1)] };
        held = held with { Workloads = [held.Workloads[0] with { Replicas = 0 }] };

        RolloutPlanText.Lines(RolloutPlanner.Plan(stack, held)).ShouldBe(
        [
            "~ jobmanager (wave 1 of 2): update: replicas 0 -> 1",
            "+ taskmanager (wave 2 of 2): create: isn't there",
            $"  + config {stack.Files[0].Name}",
            "  - config virtual_unused-1 (neither a service nor a kept release uses it)",
        ]);
    }

    [Fact]
    public async Task Diff_ShowsWhatChangedInTheStackAndInAConfig()
    {
        var before = await Stacks.VirtualAsync();
        var slower = Samples.Virtual with
        {
            Flink = Samples.Virtual.Flink with { Config = ImmutableSortedDictionary<string, string>.Empty.Add("heartbeat.timeout", "30000") },
        };
        var after = await Stacks.OfAsync(slower);

        var held = Stacks.HeldOf(before) with { Records = [Records.Intent(1, before)] };

        var diff = RolloutPlanText.Diff(RolloutPlanner.Plan(after, held), new SwarmRendering());

        diff.ShouldContain("- heartbeat.timeout: 20000");
        diff.ShouldContain("+ heartbeat.timeout: \"30000\"");
        diff.ShouldContain($"-       - source: {before.Files[0].Name}");
    }

    private static ObservedWorkload Changed(ObservedWorkload service, string what) => what switch
    {
        "image" => service with { Image = $"registry.fridge:5000/job-taxi@sha256:{new string('6', 64)}" },
        "replicas" => service with { Replicas = 0 },
        "paused" => service with { Update = UpdateState.Stopped },
        "spec" => service with { Labels = service.Labels.SetItem(WorkloadLabels.Spec, "deadbeefdeadbeef") },
        _ => service with { Labels = service.Labels.SetItem("fridge.image.flink", "another") },
    };
}
