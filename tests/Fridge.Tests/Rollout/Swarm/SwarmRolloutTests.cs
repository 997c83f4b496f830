using System.Collections.Immutable;
using System.Globalization;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Images;
using Fridge.Rollout.Releases;
using Fridge.Rollout.Status;
using Fridge.Rollout.Swarm;
using Fridge.Rollout.Verbs;
using Fridge.Tests.Manifests;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Swarm;

/// <summary>Swarm's side of the seam, over engines that answer as a swarm's do.</summary>
public sealed class SwarmRolloutTests : IAsyncDisposable
{
    private static readonly RolloutLimits Quick = new()
    {
        Poll = TimeSpan.FromMilliseconds(1),
        Tasks = TimeSpan.FromSeconds(10),
        FlinkRest = TimeSpan.FromSeconds(10),
        TaskManagers = TimeSpan.FromSeconds(10),
        Job = TimeSpan.FromSeconds(10),
    };

    private readonly StubSwarm swarm = new();
    private readonly ReportRecorder report = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SwarmOrchestrator Orchestrator => new(swarm, Samples.Virtual, TimeProvider.System, report);

    public ValueTask DisposeAsync() => swarm.DisposeAsync();

    [Fact]
    public async Task Rollout_WritesTheIntentFirstAndTheResultLast_AndAsksForTheLockBeforeEachChange()
    {
        var stack = await ReleaseAsync(1);

        (await DeployAsync(stack)).ShouldSatisfyAllConditions(
            result => result.Number.ShouldBe(1),
            result => result.Saying.ShouldContain("job taxi is RUNNING, all 1 vertices"));

        var changes = swarm.Events.Where(entry => entry.StartsWith("virtual-0: POST /configs", StringComparison.Ordinal) || entry.Contains("docker stack", StringComparison.Ordinal) || entry == CountingLock.Asked).ToList();
        changes.ShouldBe(
        [
            "lock", "virtual-0: POST /configs/create virtual_release-000001-intent",
            "lock",
            "lock", .. Created(stack, 0), "virtual-0: docker stack deploy of wave 1",
            "lock", .. Created(stack, 1), "virtual-0: docker stack deploy of wave 2, prune",
            "lock", "virtual-0: POST /configs/create virtual_release-000001-result",
        ]);
    }

    [Fact]
    public async Task SecondRollout_OfTheSame_ChangesNothing()
    {
        var stack = await ReleaseAsync(1);
        await DeployAsync(stack);
        var before = swarm.Events.Count;

        (await DeployAsync(stack)).Changed.ShouldBeFalse();

        swarm.Events.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Prune_AndCollection_SpareWhatKeptReleasesNeed_AndTakeTheRest()
    {
        var releases = new List<RenderedRelease>();
        for (var number = 1; number <= Retention.Done + 1; number++)
            await DeployAsync(Added(releases, await ReleaseAsync(number)));

        var oldest = releases[0].Files.Select(file => file.Name).Except(releases.Skip(1).SelectMany(release => release.Files).Select(file => file.Name)).ToList();
        oldest.ShouldNotBeEmpty();
        swarm.Configs.ShouldNotContain(config => oldest.Contains(config));
        releases.Skip(1).SelectMany(release => release.Files).ShouldAllBe(file => swarm.Configs.Contains(file.Name));
        swarm.Configs.Count(config => config.EndsWith("-intent", StringComparison.Ordinal)).ShouldBe(Retention.Done);
        var kept = (await KeptImages.ReadAsync(Orchestrator, Token)).References;
        releases.Skip(1).SelectMany(release => release.Workloads).ShouldAllBe(workload => kept.Contains(workload.Image));
        kept.ShouldNotContain(releases[0].Workloads[0].Image);
    }

    [Fact]
    public async Task KeptRelease_IsAppliedAgain()
    {
        await DeployAsync(await ReleaseAsync(1));
        await DeployAsync(await ReleaseAsync(2));
        var first = swarm.Services["taskmanager"].Image;

        await Rollout().ReapplyAsync(1, "bob@desk", Quick, swarm.NewLock(), Token);

        swarm.Services["taskmanager"].Image.ShouldNotBe(first);
        swarm.Services["taskmanager"].Image.ShouldBe((await ReleaseAsync(1)).Workloads[1].Image);
    }

    [Fact]
    public async Task FailedGate_ShowsTheNodeTheKernelAndTheLog_AndIsRemembered()
    {
        var stack = await ReleaseAsync(1);
        swarm.Broken.Add("taskmanager");

        var failure = await Should.ThrowAsync<GateFailedException>(() => DeployAsync(stack));

        failure.Message.ShouldContain("taskmanager failed 3 times: task: non-zero exit (137), it was killed (SIGKILL): out of memory? on virtual-");
        failure.Evidence.ShouldContain(line => line.EndsWith("the kernel killed it: out of memory"));
        failure.Evidence.ShouldContain("taskmanager@virtual-1 | it could not begin");
        var remembered = ReleaseHistory.Of((await Orchestrator.ReadAsync(Token)).Records).Newest!;
        (remembered.State, remembered.Result!.FailedStep).ShouldBe(("failed", "wave 2 of 2: gates of taskmanager"));
        remembered.Result.Evidence[0].ShouldBe(failure.Message);
    }

    [Fact]
    public async Task LostLock_StopsBeforeTheNextChange()
    {
        var held = swarm.NewLock();
        held.Lose();

        await Should.ThrowAsync<LockLostException>(async () => await DeployAsync(await ReleaseAsync(1), held));

        swarm.Configs.ShouldBeEmpty();
        swarm.Services.ShouldBeEmpty();
    }

    [Fact]
    public async Task Status_WithADeadNode_ShowsWhyItsMemoryIsNotKnown()
    {
        await DeployAsync(await ReleaseAsync(1));
        swarm.Dead.Add("virtual-2");

        var status = await new StatusReader(Orchestrator).ReadAsync(8081, [], Token);

        status.Nodes.Select(node => (node.Name, node.State, node.Problem))
            .ShouldBe([("virtual-0", "ready", null), ("virtual-1", "ready", null), ("virtual-2", "down", "virtual-2 doesn't answer.")]);
        status.Tasks.Single(task => task.Node == "virtual-2").MemoryBytes.ShouldBeNull();
        (status.Job!.Name, status.LastRelease!.Number, status.LastRelease.State).ShouldBe(("taxi", 1, "done"));
    }

    [Fact]
    public async Task Logs_NameTheNodeOfEachLine()
    {
        await DeployAsync(await ReleaseAsync(1));
        List<string> lines = [];

        await foreach (var line in new WorkloadLogs(Orchestrator).FollowAsync(null, 10, follow: false, Token))
            lines.Add(line.ToString());

        lines.Order().ShouldBe(["jobmanager@virtual-1 | it could not begin", "taskmanager@virtual-1 | it could not begin"]);
    }

    /// <summary>Each of its own image and its own configuration.</summary>
    private async Task<RenderedRelease> ReleaseAsync(int number)
    {
        var digest = "sha256:" + new string(number.ToString(CultureInfo.InvariantCulture)[0], 64);
        var images = new ImageSet([.. Samples.Images.Images.Select(image => image with
        {
            Platforms = [.. image.Platforms.Select(platform => platform with { ManifestDigest = digest })],
        })]);
        var config = ImmutableSortedDictionary<string, string>.Empty.Add("heartbeat.timeout", $"{number}0000");
        var cluster = Samples.Virtual with { Flink = Samples.Virtual.Flink with { Config = config } };
        return swarm.Knows(new StackRenderer(await Samples.TemplatesAsync()).Render(cluster, Samples.Plan, images));
    }

    private static RenderedRelease Added(List<RenderedRelease> releases, RenderedRelease release)
    {
        releases.Add(release);
        return release;
    }

    private static IEnumerable<string> Created(RenderedRelease release, int wave)
    {
        var earlier = release.Workloads.Where(workload => workload.Wave < wave).SelectMany(workload => workload.Files).ToHashSet();
        var named = release.InWave(wave).SelectMany(workload => workload.Files).ToHashSet();
        return release.Files.Where(file => named.Contains(file.Name) && !earlier.Contains(file.Name)).Select(file => $"virtual-0: POST /configs/create {file.Name}");
    }

    private ReleaseRollout Rollout() => new(Orchestrator, TimeProvider.System, report, new Redactor());

    private Task<RolloutResult> DeployAsync(RenderedRelease release, ILockHandle? held = null) =>
        Rollout().RunAsync(new RolloutRequest(release, Records.Origin) { Limits = Quick }, held ?? swarm.NewLock(), Token);
}
