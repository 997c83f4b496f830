using System.Globalization;
using Fridge.Manifests;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Releases;

namespace Fridge.Tests.Rollout;

/// <summary>What a cluster remembers of releases.</summary>
internal static class Records
{
    public static readonly DateTimeOffset At = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    public static readonly ReleaseOrigin Origin = new("ann@desk", "7d1e1f2", IsDirty: true, new string('c', 64));

    public static StoredRecord Intent(int number, RenderedRelease release) =>
        Record(number, StoredRecord.Intent, ReleaseJson.Write(ReleaseIntent.Of(release, number, Origin, At)));

    public static StoredRecord Result(int number, ReleaseOutcome outcome) => Record(number, StoredRecord.Result, ReleaseJson.Write(new ReleaseResult
    {
        Schema = ReleaseIntent.Version,
        Number = number,
        At = At.AddMinutes(1),
        Outcome = outcome,
    }));

    public static StoredRecord[] Done(int number, RenderedRelease release) => [Intent(number, release), Result(number, ReleaseOutcome.Done)];

    /// <summary>As Fridge wrote them before releases had numbers.</summary>
    public static StoredRecord OfBefore(string id, string part, string content) => new(id, part, content, $"{id}-{part}");

    private static StoredRecord Record(int number, string part, string content) =>
        new(number.ToString(CultureInfo.InvariantCulture), part, content, $"{number}-{part}");
}
