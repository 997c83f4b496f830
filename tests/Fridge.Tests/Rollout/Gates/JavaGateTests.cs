using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Swarm;
using Fridge.Tests.Manifests;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Gates;

public sealed class JavaGateTests
{
    private static readonly JavaTrial Trial = new("pico-1", "registry.fridge:5000/flink@sha256:a");

    [Fact]
    public async Task For_ANewStack_TriesEachImageOnOneNode()
    {
        var stack = await Stacks.OfAsync(Samples.Mixed);

        var trials = JavaTrial.For(stack, Observed.Empty);

        trials.Select(trial => trial.Image).ShouldBe(stack.Workloads.Where(service => service.Classes is not null).Select(service => service.Image).Distinct(), ignoreOrder: true);
        trials.Length.ShouldBe(2);
    }

    [Fact]
    public async Task For_ImagesThatTheClusterRuns_IsNothing()
    {
        var stack = await Stacks.VirtualAsync();

        JavaTrial.For(stack, Stacks.HeldOf(stack)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_JavaEnds_SaysWhereWithItsLastWords()
    {
        var nodes = new FakeNodes((_, command) =>
            command.Arguments.Contains("-version") ? new FakeAnswer(Status: 135, Errors: "Bus error\n") : new FakeAnswer());

        var failure = await Should.ThrowAsync<GateFailedException>(
            OpenAsync(Orchestrator(nodes)));

        failure.Message.ShouldStartWith("pico-1: Java of registry.fridge:5000/flink@sha256:a ended with status 135");
        failure.Evidence.ShouldBe(["Bus error"]);
        nodes.Started.Last().Command.Arguments.ShouldBe(
        [
            "timeout", "-k", "10", "600", "docker", "--host", "unix:///var/run/docker.sock", "run", "--rm", "--label", "fridge.once=java", "--network", "none", "--env", "JDK_JAVA_OPTIONS=",
            "--volume", "/var/lib/fridge/jvm/profile.args:/var/lib/fridge/jvm/profile.args:ro", "--entrypoint", "/opt/java/bin/java",
            "registry.fridge:5000/flink@sha256:a", "@/var/lib/fridge/jvm/profile.args", "-version",
        ]);
    }

    [Fact]
    public async Task Open_JavaStarts_IsOpen()
    {
        var nodes = new FakeNodes((_, _) => new FakeAnswer());

        await OpenAsync(Orchestrator(nodes));

        nodes.ExecsOf("pico-1").ShouldBe(2);
    }

    [Fact]
    public async Task Open_ItsImageCantBePulled_SaysSoAndThatNothingWasChanged()
    {
        var orchestrator = Orchestrator(new FakeNodes((_, _) => new FakeAnswer()));
        await using var pulls = ImagePulls.Begin(
            orchestrator, [new(Trial.Node, Trial.Image), new("pico-2", Trial.Image)], TimeSpan.FromMinutes(1), new ReportRecorder(), TestContext.Current.CancellationToken);

        var failure = await Should.ThrowAsync<GateFailedException>(new JavaGate(orchestrator, pulls, new ReportRecorder()).OpenAsync([Trial], TestContext.Current.CancellationToken));

        failure.Message.ShouldStartWith("The engine of pico-1 does not answer");
        failure.NextStep!.ShouldStartWith("Nothing was changed in the stack.");
        var report = new ReportRecorder();
        await pulls.AwaitAsync([new(Trial.Node, Trial.Image), new("pico-2", Trial.Image)], report, TestContext.Current.CancellationToken);
        report.Lines.Count(line => line.Contains("is not there yet")).ShouldBe(2);
    }

    private static async Task OpenAsync(SwarmOrchestrator orchestrator)
    {
        await using var pulls = ImagePulls.Begin(orchestrator, [], TimeSpan.FromMinutes(1), new ReportRecorder(), TestContext.Current.CancellationToken);
        await new JavaGate(orchestrator, pulls, new ReportRecorder()).OpenAsync([Trial], TestContext.Current.CancellationToken);
    }

    private static SwarmOrchestrator Orchestrator(FakeNodes nodes) => new(nodes, Samples.RealSession, TimeProvider.System, new ReportRecorder());
}
