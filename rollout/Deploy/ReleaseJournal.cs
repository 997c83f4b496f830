using System.Globalization;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Plan;
using Fridge.Rollout.Releases;
using Fridge.Tooling;

namespace Fridge.Rollout.Deploy;

/// <summary>Writes one release into the cluster's memory: the intent before the first change, the result at the end.</summary>
/// <param name="number">Null: there is nothing to write, since nothing changes.</param>
internal sealed class ReleaseJournal(int? number, IClusterChanges changes, TimeProvider time, Redactor redactor)
{
    /// <summary>A person looks for the reason here; the whole of it was on the screen.</summary>
    private const int EvidenceLines = 12;

    /// <summary>The release, whose intent is in the cluster now.</summary>
    public int? Number => number;

    /// <summary>A new release; or one that was interrupted and is deployed as it was meant; or none.</summary>
    public static async Task<ReleaseJournal> BeginAsync(
        RolloutRequest request, RolloutPlan plan, ReleaseHistory history, IClusterChanges changes, TimeProvider time, Redactor redactor, CancellationToken cancellationToken)
    {
        if (plan.ChangesNothing)
        {
            var interrupted = history.Newest is { IsInterrupted: true } newest && newest.Intent.IsOf(plan.Desired) ? newest : null;
            return new ReleaseJournal(interrupted?.Number, changes, time, redactor);
        }

        var intent = ReleaseIntent.Of(plan.Desired, history.NextNumber, request.Origin, time.GetUtcNow()) with { Reapplies = request.Reapplies };
        await changes.StoreAsync(Record(intent.Number, StoredRecord.Intent, ReleaseJson.Write(intent)), cancellationToken);
        return new ReleaseJournal(intent.Number, changes, time, redactor);
    }

    public Task DoneAsync(CancellationToken cancellationToken) => EndAsync(ReleaseOutcome.Done, step: null, [], cancellationToken);

    /// <param name="hasChanged">False: it failed before its first change.</param>
    /// <param name="step">What it was at.</param>
    public Task FailedAsync(bool hasChanged, string step, Exception failure, CancellationToken cancellationToken) => EndAsync(
        hasChanged ? ReleaseOutcome.Failed : ReleaseOutcome.Refused, step, [failure.Message, .. ((failure as FridgeException)?.Evidence ?? []).Take(EvidenceLines)], cancellationToken);

    private async Task EndAsync(ReleaseOutcome outcome, string? step, string[] evidence, CancellationToken cancellationToken)
    {
        if (number is not { } known)
            return;
        var result = new ReleaseResult
        {
            Schema = ReleaseIntent.Version,
            Number = known,
            At = time.GetUtcNow(),
            Outcome = outcome,
            FailedStep = step,
            Evidence = [.. evidence.Select(redactor.Redact)],
        };
        await changes.StoreAsync(Record(known, StoredRecord.Result, ReleaseJson.Write(result)), cancellationToken);
    }

    private static StoredRecord Record(int number, string part, string content) =>
        new(number.ToString(CultureInfo.InvariantCulture), part, content);
}
