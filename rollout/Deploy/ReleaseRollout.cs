using Fridge.Manifests;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Plan;
using Fridge.Rollout.Releases;
using Fridge.Rollout.Secrets;
using Fridge.Tooling;

namespace Fridge.Rollout.Deploy;

/// <summary>Brings a cluster to a rendered release, wave by wave, each behind its gates. A rerun goes on where a killed one was.</summary>
/// <param name="redactor">For what the cluster remembers of a failure: log lines may hold what nobody should read.</param>
public sealed class ReleaseRollout(IOrchestrator orchestrator, TimeProvider time, IReport report, Redactor redactor)
{
    /// <summary>Reads the cluster and compares; changes nothing.</summary>
    public async Task<RolloutPlan> PlanAsync(RenderedRelease release, CancellationToken cancellationToken) =>
        RolloutPlanner.Plan(release, await orchestrator.ReadAsync(cancellationToken));

    /// <summary>As <see cref="ApplyAsync"/>, by a plan of this moment.</summary>
    /// <exception cref="GateFailedException">As there.</exception>
    public async Task<RolloutResult> RunAsync(RolloutRequest request, ILockHandle held, CancellationToken cancellationToken) =>
        await ApplyAsync(request, await PlanAsync(request.Release, cancellationToken), held, cancellationToken);

    /// <param name="plan">Made with the lock in hand.</param>
    /// <exception cref="GateFailedException">With reason, node and last log lines; what was changed stays.</exception>
    /// <exception cref="LockLostException">Before a change: nothing more was changed.</exception>
    public async Task<RolloutResult> ApplyAsync(RolloutRequest request, RolloutPlan plan, ILockHandle held, CancellationToken cancellationToken)
    {
        foreach (var line in RolloutPlanText.Lines(plan))
            report.Detail(line);

        var changes = orchestrator.Under(held);
        if (request.Login is { } login)
            await changes.TakeLoginAsync(login, cancellationToken);
        var journal = await ReleaseJournal.BeginAsync(request, plan, ReleaseHistory.Of(plan.Observed.Records), changes, time, redactor, cancellationToken);
        var waves = new WaveRollout(orchestrator, changes, request, plan, new SecretMaker(request.Secrets, redactor), time, report);
        try
        {
            var saying = await waves.RunAsync(cancellationToken);
            await journal.DoneAsync(cancellationToken);
            await DeleteOldAsync(request.Release, changes, cancellationToken);
            return new RolloutResult(!plan.ChangesNothing, saying, plan.ChangesNothing ? null : journal.Number);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not LockLostException && !waves.IsOver)
        {
            await RememberAsync(journal, waves, failure, cancellationToken);
            throw;
        }
    }

    /// <summary>As <see cref="ApplyAsync"/>; where a gate stays shut after the first change, the last release that was done is applied again. For runs that nobody watches.</summary>
    /// <exception cref="FridgeException">It failed: what runs now, and where the job's state begins again.</exception>
    public async Task<RolloutResult> ApplyOrGoBackAsync(RolloutRequest request, RolloutPlan plan, ILockHandle held, CancellationToken cancellationToken)
    {
        try
        {
            return await ApplyAsync(request, plan, held, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not LockLostException)
        {
            var history = ReleaseHistory.Of((await orchestrator.ReadAsync(cancellationToken)).Records);
            if (history is not { Newest: { Result.Outcome: ReleaseOutcome.Failed } failed, LastDone: { } back } || failed.Number < back.Number)
                throw;
            report.Warn($"Release {failed.Number} failed: {failure.Message} Going back to release {back.Number}.");
            throw await GoBackAsync(failed, back, failure, request, held, cancellationToken);
        }
    }

    /// <returns>What the run ends with.</returns>
    private async Task<FridgeException> GoBackAsync(Release failed, Release back, Exception failure, RolloutRequest request, ILockHandle held, CancellationToken cancellationToken)
    {
        var evidence = (failure as FridgeException)?.Evidence ?? [];
        try
        {
            await ReapplyAsync(back.Number, request.Origin.By, request.Limits, held, cancellationToken);
            return new FridgeException($"Release {failed.Number} failed, and release {back.Number} runs again: {failure.Message}", StateAfterReturn.Of(failed, back), inner: failure) { Evidence = evidence };
        }
        catch (FridgeException second) when (second is not LockLostException)
        {
            return new FridgeException($"Release {failed.Number} failed: {failure.Message} Going back to release {back.Number} failed too: {second.Message}", "Look at what runs (./build.sh Status, ./build.sh Logs), then deploy by hand.", inner: second)
            {
                Evidence = [.. evidence, .. second.Evidence],
            };
        }
    }

    /// <summary>Applies a release again that the cluster has kept: its images and files are there, since <see cref="Retention"/> keeps them.</summary>
    /// <param name="by">User and host, for the record of the new release.</param>
    /// <exception cref="FridgeException">The cluster doesn't remember that release whole, or it never ran; nothing was changed.</exception>
    public async Task<RolloutResult> ReapplyAsync(int number, string by, RolloutLimits limits, ILockHandle held, CancellationToken cancellationToken)
    {
        var observed = await orchestrator.ReadAsync(cancellationToken);
        var release = KeptRelease.Of(orchestrator.Cluster, number, observed);
        var origin = ReleaseHistory.Of(observed.Records).Find(number)!.Intent.Origin with { By = by };
        report.Warn(KeptRelease.StateWarning);
        return await RunAsync(new RolloutRequest(release, origin) { Limits = limits, Reapplies = number }, held, cancellationToken);
    }

    /// <summary>What it was is told to the person in any case; the cluster, too, where it can still be told.</summary>
    private async Task RememberAsync(ReleaseJournal journal, WaveRollout waves, Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            await journal.FailedAsync(waves.HasChanged, waves.Step, failure, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            report.Warn($"The result of release {journal.Number} could not be written, so it counts as interrupted: {e.Message}");
        }
    }

    private async Task DeleteOldAsync(RenderedRelease release, IClusterChanges changes, CancellationToken cancellationToken)
    {
        var observed = await orchestrator.ReadAsync(cancellationToken);
        var retention = new Retention(ReleaseHistory.Of(observed.Records));
        if (retention.Reason is { } reason)
            report.Info(reason);
        var (records, files) = (retention.OldRecords(observed), retention.OldFiles(observed, release));
        if (!records.IsEmpty || !files.IsEmpty)
            await changes.DeleteAsync(records, files, cancellationToken);
        if (retention.OldSecrets(observed, release) is { IsEmpty: false } secrets)
            await changes.DeleteSecretsAsync(secrets, cancellationToken);
    }
}
