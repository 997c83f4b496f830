using Fridge.Rollout.Classes;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Plan;
using Fridge.Rollout.Secrets;

namespace Fridge.Rollout.Deploy;

/// <summary>The waves of one rollout: wave k applies the workloads of the waves up to k; what the release no longer names goes with the last one.</summary>
internal sealed class WaveRollout(
    IOrchestrator orchestrator, IClusterChanges changes, RolloutRequest request, RolloutPlan plan, SecretMaker secrets, TimeProvider time, IReport report)
{
    /// <summary>What it is at, for the record of a failure.</summary>
    public string Step { get; private set; } = "before the first wave";

    /// <summary>Something of the release may be in the cluster.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>The last gate has opened.</summary>
    public bool IsOver { get; private set; }

    /// <returns>What each gate said when it opened.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        Step = "pull and trial of new images";
        await using var pulls = ImagePulls.Begin(orchestrator, ImagePulls.For(plan), request.Limits.Pull, report, cancellationToken);
        await new JavaGate(orchestrator, pulls, report) { Limit = request.Limits.Pull }.OpenAsync(JavaTrial.For(plan.Desired, plan.Observed), cancellationToken);
        using var flink = await orchestrator.FlinkAsync(plan.Desired.Flink.UiPort, cancellationToken);
        var failed = (await orchestrator.InstancesAsync(plan.Observed, cancellationToken)).Where(instance => instance.HasFailed).Select(instance => instance.Id).ToHashSet();
        var gates = new WaveGates(request, orchestrator, flink, new GateKeeper(request.Limits, time, report), failed);
        var timing = ClassTiming.Of(plan);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var recording = RecordClassesAsync(timing, stop.Token);
        try
        {
            return await RunAsync(gates, pulls, timing, recording, cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await recording.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<string>> RunAsync(WaveGates gates, ImagePulls pulls, ClassTiming timing, Task recording, CancellationToken cancellationToken)
    {
        List<string> saying = [];
        for (var wave = 0; wave < plan.Desired.Waves; wave++)
        {
            if (!timing.IsMeanwhile || wave > plan.FirstChangedWave)
                await recording;
            await pulls.AwaitAsync(ImagePulls.Of(plan.Desired.InWave(wave)), report, cancellationToken);
            await ApplyAsync(wave, cancellationToken);
            saying.AddRange(await OpenAsync(gates, wave, cancellationToken));
        }

        await recording;
        IsOver = true;
        return saying;
    }

    private async Task RecordClassesAsync(ClassTiming timing, CancellationToken cancellationToken)
    {
        if (!timing.Recordings.IsEmpty)
            await changes.RecordClassesAsync(timing.Recordings, request.Limits.Pull, cancellationToken);
    }

    private async Task ApplyAsync(int wave, CancellationToken cancellationToken)
    {
        if (plan.ChangesIn(wave) is not { IsEmpty: false } todo)
            return;
        Step = $"{Words(wave)}: {string.Join(", ", todo)}";
        report.Info(Step);
        HasChanged = true;
        if (secrets.Make(plan.NewSecretsFor(wave)) is { IsEmpty: false } lacking)
            await changes.StoreSecretsAsync(lacking, cancellationToken);
        await changes.ApplyAsync(plan.Desired, wave, plan.NewFilesFor(wave), cancellationToken);
    }

    private async Task<IReadOnlyList<string>> OpenAsync(WaveGates gates, int wave, CancellationToken cancellationToken)
    {
        List<string> saying = [];
        foreach (var workload in plan.Desired.InWave(wave))
        {
            Step = $"{Words(wave)}: gates of {workload.Name}";
            try
            {
                saying.AddRange(await gates.OpenAsync(workload, cancellationToken));
            }
            catch (GateFailedException e)
            {
                throw await new Evidence(orchestrator).GatherAsync(e, workload.Name, cancellationToken);
            }
        }

        foreach (var words in saying)
            report.Info($"{Words(wave)}: {words}");
        return saying;
    }

    private string Words(int wave) => $"wave {wave + 1} of {plan.Desired.Waves}";
}
