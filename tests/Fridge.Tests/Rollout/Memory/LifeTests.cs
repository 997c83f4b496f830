using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Images;
using Fridge.Rollout.Plan;
using Fridge.Rollout.Releases;
using Fridge.Rollout.Status;
using Fridge.Rollout.Verbs;
using Fridge.Tests.Manifests;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Memory;

/// <summary>A whole life on an orchestrator that isn't Swarm, through the seam alone: no file of Swarm's and no target has a part in it.</summary>
public sealed class LifeTests
{
    private static readonly RolloutLimits Quick = new() { Poll = TimeSpan.FromMilliseconds(1) };

    private readonly MemoryOrchestrator cluster = new();
    private readonly ReportRecorder report = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReleaseRollout Rollout => new(cluster, TimeProvider.System, report, new Redactor());

    private ReleaseHistory History => ReleaseHistory.Of(cluster.State.Records);

    [Fact]
    public async Task Life_FromTheFirstReleaseToDestroy()
    {
        // Plan, waves, gates.
        var first = Release(1, "sidecar");
        (await Rollout.PlanAsync(first, Token)).Workloads.Select(change => (change.ToString(), change.Wave))
            .ShouldBe([("create jobmanager", 0), ("create sidecar", 1), ("create taskmanager", 1)]);
        var result = await DeployAsync(first);
        result.Number.ShouldBe(1);
        result.Saying.ShouldContain("job taxi is RUNNING, all 1 vertices");
        Changes().ShouldBe(["store intent of 1", "record classes", "apply 0", "apply 1", "store result of 1"]);
        (await DeployAsync(first)).Changed.ShouldBeFalse();
        Changes().Count.ShouldBe(5);

        // Prune: the sidecar goes with the last wave; what release 1 needs stays.
        await DeployAsync(Release(2));
        cluster.State.Workloads.Select(workload => workload.Name).Order().ShouldBe(["jobmanager", "taskmanager"]);
        cluster.State.Files.Select(file => file.Name).ShouldBe(["pico_config-1", "pico_config-2"]);
        (await KeptImages.ReadAsync(cluster, Token)).References.ShouldContain("registry.fridge:5000/sidecar@sha256:1");

        // A failed gate, with evidence; nothing of a later wave is applied.
        cluster.Broken.Add("registry.fridge:5000/jobmanager@sha256:3");
        var failure = await Should.ThrowAsync<GateFailedException>(() => DeployAsync(Release(3)));
        failure.Message.ShouldBe("wave 1 of 2: tasks of jobmanager: jobmanager failed 3 times: crashed, the JVM crashed (SIGBUS) on pico-0");
        failure.Evidence.ShouldContain("pico-0 knows nothing more");
        failure.Evidence.ShouldContain("jobmanager@pico-0 | crashed of registry.fridge:5000/jobmanager@sha256:3");
        cluster.State.Find("taskmanager")!.Image.ShouldEndWith(":2");
        (History.Newest!.State, History.Newest.Result!.FailedStep).ShouldBe(("failed", "wave 1 of 2: gates of jobmanager"));

        // A kept release is applied again.
        (await Rollout.ReapplyAsync(1, "bob@desk", Quick, cluster.NewLock(), Token)).Number.ShouldBe(4);
        cluster.State.Workloads.Select(workload => workload.Image).ShouldAllBe(image => image.EndsWith(":1"));
        (History.Newest.State, History.Newest.Intent.Reapplies, History.Newest.Intent.Origin.By).ShouldBe(("done", 1, "bob@desk"));
        report.Log.ShouldContain(KeptRelease.StateWarning);

        await StatusAndLogsAsync();
        await StopAndStartAsync();

        cluster.Volumes.Add(new("pico-1", "pico_state"));
        var removed = await new Removal(cluster, TimeProvider.System, report) { Limits = Quick }.RemoveAsync(volumes: true, cluster.NewLock(), Token);
        removed.ShouldContain("workload jobmanager");
        removed[^1].ShouldBe("volume pico_state on pico-1");
        (await cluster.RemainsAsync(Token)).IsNothing.ShouldBeTrue();
        AskedBeforeEachChange();
    }

    private async Task StatusAndLogsAsync()
    {
        cluster.DeadNodes.Add("pico-2");
        var status = await new StatusReader(cluster).ReadAsync(8081, [], Token);
        status.Nodes.Select(node => (node.Name, node.State, node.Problem)).ShouldBe([("pico-0", "here", null), ("pico-1", "here", null), ("pico-2", "gone", "no answer")]);
        status.Tasks.Single(task => task.Node == "pico-2").MemoryBytes.ShouldBeNull();
        (status.Job!.Name, status.LastRelease!.Number, status.LastRelease.Reapplies).ShouldBe(("taxi", 4, 1));

        var lines = await LinesAsync("taskmanager");
        lines.ShouldContain("taskmanager@pico-1 | alive of registry.fridge:5000/taskmanager@sha256:1");
        (await Should.ThrowAsync<FridgeException>(() => LinesAsync("prometheus"))).Message
            .ShouldBe("pico has no service 'prometheus'; there are: jobmanager, sidecar, taskmanager.");
    }

    private async Task StopAndStartAsync()
    {
        var scaling = new Scaling(cluster, TimeProvider.System, report) { Limits = Quick };
        await scaling.ApplyAsync(await scaling.PlanAsync(ScaleVerb.Stop, Token), cluster.NewLock(), Token);
        cluster.State.Workloads.ShouldAllBe(workload => workload.Replicas == 0);
        await scaling.ApplyAsync(await scaling.PlanAsync(ScaleVerb.Start, Token), cluster.NewLock(), Token);
        cluster.State.Find("taskmanager")!.Replicas.ShouldBe(2);
    }

    [Fact]
    public async Task NobodyWatches_AGateFails_TheReleaseBeforeRunsAgain_AndTheRunEndsWithWhereStateBegins()
    {
        await DeployAsync(Release(1));
        cluster.Broken.Add("registry.fridge:5000/jobmanager@sha256:2");

        var failure = await Should.ThrowAsync<FridgeException>(() => DeployOrGoBackAsync(Release(2)));

        failure.Message.ShouldStartWith("Release 2 failed, and release 1 runs again: wave 1 of 2: tasks of jobmanager");
        failure.NextStep.ShouldBe("The job begins again from its start: flink.config names no checkpoint or savepoint (execution.state-recovery.path).");
        failure.Evidence.ShouldContain("jobmanager@pico-0 | crashed of registry.fridge:5000/jobmanager@sha256:2");
        cluster.State.Workloads.Select(workload => workload.Image).ShouldAllBe(image => image.EndsWith(":1"));
        History.Releases.Select(release => (release.Number, release.State, release.Intent.Reapplies)).ShouldBe([(3, "done", 1), (2, "failed", null), (1, "done", null)]);
        AskedBeforeEachChange();
    }

    [Fact]
    public async Task NobodyWatches_RefusedBeforeTheFirstChange_NothingGoesBack()
    {
        await DeployAsync(Release(1));
        cluster.TrialStatus = 135;

        await Should.ThrowAsync<GateFailedException>(() => DeployOrGoBackAsync(Release(2)));

        History.Releases.Select(release => (release.Number, release.State)).ShouldBe([(2, "refused"), (1, "done")]);
    }

    [Fact]
    public async Task NobodyWatches_TheFirstReleaseFails_ThereIsNothingToGoBackTo()
    {
        cluster.Broken.Add("registry.fridge:5000/jobmanager@sha256:1");

        await Should.ThrowAsync<GateFailedException>(() => DeployOrGoBackAsync(Release(1)));

        History.Releases.Select(release => (release.Number, release.State)).ShouldBe([(1, "failed")]);
    }

    [Fact]
    public async Task RefusedBeforeTheFirstChange_IsNeverDoneLater()
    {
        await DeployAsync(Release(1));
        cluster.TrialStatus = 135;
        await Should.ThrowAsync<GateFailedException>(() => DeployAsync(Release(2)));
        cluster.TrialStatus = 0;

        await DeployAsync(Release(1));

        History.Releases.Select(release => (release.Number, release.State)).ShouldBe([(2, "refused"), (1, "done")]);
        History.Newest!.Result!.Evidence[^1].ShouldBe("no such instruction");
    }

    [Fact]
    public async Task Interrupted_StaysSo_UntilTheClusterIsWhatItWasToBe()
    {
        var held = cluster.NewLock();
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => Rollout.RunAsync(
            new RolloutRequest(Release(1), Records.Origin) { Limits = Quick }, new CancellingLock(held, stop, after: 5), stop.Token));
        History.Newest!.State.ShouldBe("interrupted");

        await DeployAsync(Release(1));

        History.Releases.Select(release => (release.Number, release.State)).ShouldBe([(1, "done")]);
    }

    [Fact]
    public async Task LostLock_ChangesNothingMore_NotEvenTheRecord()
    {
        var held = cluster.NewLock();
        held.Lose();

        await Should.ThrowAsync<LockLostException>(() => DeployAsync(Release(1), held));

        Changes().ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_ShowsWhatDiffers_AndChangesNothing()
    {
        await DeployAsync(Release(1));
        var before = Changes().Count;

        var plan = await Rollout.PlanAsync(Release(2), Token);

        RolloutPlanText.Diff(plan, new MemoryRendering()).ShouldContain("+ run: \"registry.fridge:5000/jobmanager@sha256:2\"");
        Changes().Count.ShouldBe(before);
    }

    /// <summary>What a person looks for in the run log afterwards.</summary>
    [Fact]
    public async Task Rollout_WritesItsPlanDown()
    {
        await DeployAsync(Release(1));

        report.Log.ShouldContain("+ jobmanager (wave 1 of 2): create: isn't there");
    }

    private static RenderedRelease Release(int version, params string[] extra) =>
        new MemoryRendering(version, extra).Rehearse(MemoryRendering.NoTemplates, Samples.RealSession, Samples.Plan);

    private Task<RolloutResult> DeployAsync(RenderedRelease release, ILockHandle? held = null) =>
        Rollout.RunAsync(new RolloutRequest(release, Records.Origin) { Limits = Quick }, held ?? cluster.NewLock(), Token);

    private async Task<RolloutResult> DeployOrGoBackAsync(RenderedRelease release) =>
        await Rollout.ApplyOrGoBackAsync(new RolloutRequest(release, Records.Origin) { Limits = Quick }, await Rollout.PlanAsync(release, Token), cluster.NewLock(), Token);

    private async Task<ImmutableArray<string>> LinesAsync(string workload)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        await foreach (var line in new WorkloadLogs(cluster).FollowAsync(workload, 10, follow: false, Token))
            lines.Add(line.ToString());
        return lines.ToImmutable();
    }

    private List<string> Changes() => [.. cluster.Events.Where(entry => entry != CountingLock.Asked)];

    private void AskedBeforeEachChange()
    {
        for (var at = 0; at < cluster.Events.Count; at++)
        {
            if (cluster.Events[at] != CountingLock.Asked)
                (at > 0 ? cluster.Events[at - 1] : "nothing").ShouldBe(CountingLock.Asked, $"before '{cluster.Events[at]}'");
        }
    }

    /// <summary>Ctrl-C, when the lock is asked for the so many-th time.</summary>
    private sealed class CancellingLock(ILockHandle held, CancellationTokenSource stop, int after) : HeldLockDouble
    {
        private int asked;

        public override CancellationToken Lost => held.Lost;

        public override async Task EnsureHeldAsync(CancellationToken cancellationToken)
        {
            if (++asked == after)
                await stop.CancelAsync();
            await held.EnsureHeldAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
