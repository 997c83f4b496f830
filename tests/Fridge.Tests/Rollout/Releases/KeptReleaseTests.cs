using Fridge.Manifests.Swarm;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Releases;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Releases;

public sealed class KeptReleaseTests
{
    [Fact]
    public async Task KeptRelease_IsTheOneThatWasRendered_ToTheByte()
    {
        var stack = await Stacks.VirtualAsync();
        var observed = Stacks.HeldOf(stack) with { Records = [.. Records.Done(4, stack)] };

        var kept = KeptRelease.Of("virtual", 4, observed);

        kept.Compose().ShouldBe(stack.Compose());
        kept.Files.ShouldBe(stack.Files);
        kept.Flink.JobManagerConfig.ShouldBe(stack.Flink.JobManagerConfig);
        kept.Workloads.Select(workload => (workload.SpecHash, workload.InstanceHash, workload.Classes, string.Join(' ', workload.Gates)))
            .ShouldBe(stack.Workloads.Select(workload => (workload.SpecHash, workload.InstanceHash, workload.Classes, string.Join(' ', workload.Gates))));
    }

    [Theory]
    [InlineData(ReleaseOutcome.Refused, "Release 2 of virtual ended as refused: only one that was done can be applied again.")]
    [InlineData(ReleaseOutcome.Failed, "Release 2 of virtual ended as failed: only one that was done can be applied again.")]
    public async Task ReleaseThatWasNeverDone_IsRefused(ReleaseOutcome outcome, string expected)
    {
        var stack = await Stacks.VirtualAsync();
        var observed = Stacks.HeldOf(stack) with { Records = [.. Records.Done(1, stack), Records.Intent(2, stack), Records.Result(2, outcome)] };

        var failure = Should.Throw<FridgeException>(() => KeptRelease.Of("virtual", 2, observed));

        failure.Message.ShouldBe(expected);
        failure.NextStep.ShouldBe("Releases that can be applied again: 1");
    }

    [Fact]
    public async Task ReleaseWhoseConfigSomebodyDeleted_IsRefusedWithItsName()
    {
        var stack = await Stacks.VirtualAsync();
        var held = Stacks.HeldOf(stack);
        var observed = held with { Files = held.Files.RemoveAt(0), Records = [.. Records.Done(1, stack)] };

        Should.Throw<FridgeException>(() => KeptRelease.Of("virtual", 1, observed)).Message
            .ShouldBe($"Release 1 of virtual can't be applied again: somebody has deleted {held.Files[0].Name}.");
    }

    [Fact]
    public void UnknownRelease_IsRefused() =>
        Should.Throw<FridgeException>(() => KeptRelease.Of("virtual", 3, Observed.Empty)).Message.ShouldBe("virtual remembers no release 3.");
}
