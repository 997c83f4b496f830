using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Testing;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Memory;

/// <summary>A first release while its classes are recorded, over an orchestrator in memory.</summary>
public sealed class RecordingTests
{
    private readonly MemoryOrchestrator cluster = new() { Recording = new TaskCompletionSource() };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstWave_StartsMeanwhile_AndTheNextOneWaits()
    {
        var rolling = RollOutAsync(Token);

        await Eventually.BecomesAsync("the JobManager has started", Eventually.Limit, _ => Task.FromResult(cluster.State.Find("jobmanager")), found => found is not null, Token, TimeSpan.FromMilliseconds(1));
        cluster.State.Find("taskmanager").ShouldBeNull();
        cluster.Recording!.SetResult();
        await rolling;

        cluster.State.Find("taskmanager").ShouldNotBeNull();
    }

    /// <summary>A recording must not go on behind a rollout that has failed.</summary>
    [Fact]
    public async Task FirstWaveFails_EndsTheRecording()
    {
        cluster.Broken.UnionWith((await Stacks.VirtualAsync()).Workloads.Select(workload => workload.Image));

        await Should.ThrowAsync<GateFailedException>(() => RollOutAsync(Token));

        cluster.RecordingEnded.ShouldBeTrue();
    }

    private async Task<RolloutResult> RollOutAsync(CancellationToken cancellationToken) =>
        await new ReleaseRollout(cluster, TimeProvider.System, new ReportRecorder(), new Redactor()).RunAsync(
            new RolloutRequest(await Stacks.VirtualAsync(), Records.Origin) { Limits = new RolloutLimits { Poll = TimeSpan.FromMilliseconds(1) } }, cluster.NewLock(), cancellationToken);
}
