using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Verbs;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Verbs;

public sealed class ScalePlanTests
{
    [Fact]
    public async Task Stop_RunningStack_ScalesEachServiceToZero_AndWarnsOfTheState()
    {
        var plan = ScalePlan.Of(ScaleVerb.Stop, "virtual", await HeldAsync());

        plan.ToString().ShouldBe("jobmanager 1 → 0, taskmanager 2 → 0");
        plan.Warning!.ShouldStartWith("The job's state is lost");
        (plan with { KeepsCheckpoints = true }).Warning!.ShouldContain("The last checkpoint stays");
    }

    [Fact]
    public async Task Start_PartlyStopped_ScalesOnlyWhatIsnt_ToWhatTheLabelSays()
    {
        var plan = ScalePlan.Of(ScaleVerb.Start, "virtual", await HeldAsync("taskmanager"));

        plan.ToString().ShouldBe("taskmanager 0 → 2");
        plan.Warning.ShouldBeNull();
    }

    [Fact]
    public async Task Stop_StoppedStack_ChangesNothing()
    {
        var plan = ScalePlan.Of(ScaleVerb.Stop, "virtual", await HeldAsync("jobmanager", "taskmanager"));

        plan.ChangesNothing.ShouldBeTrue();
        plan.Warning.ShouldBeNull();
    }

    [Fact]
    public void NoStack_IsSaid() =>
        Should.Throw<FridgeException>(() => ScalePlan.Of(ScaleVerb.Stop, "virtual", Observed.Empty)).Message.ShouldBe("virtual has no services.");

    private static async Task<Observed> HeldAsync(params string[] stopped)
    {
        var held = Stacks.HeldOf(await Stacks.VirtualAsync());
        return held with { Workloads = [.. held.Workloads.Select(service => stopped.Contains(service.Name) ? service with { Replicas = 0 } : service)] };
    }
}
