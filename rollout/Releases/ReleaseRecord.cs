using System.Text.Json;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Releases;

/// <summary>An immutable intent, written before the first change, and its result; an intent without a result was interrupted.</summary>
/// <param name="Id">When and what: sorts by time.</param>
/// <param name="By">User and host.</param>
/// <param name="Stack">The whole stack as it was deployed.</param>
/// <param name="Finished">When its last gate opened; null: interrupted, or still going on.</param>
public sealed record ReleaseRecord(string Id, DateTimeOffset Begun, string By, string Stack, DateTimeOffset? Finished)
{
    /// <summary>Label of both configs: the release's id.</summary>
    public const string Label = "fridge.release";

    /// <summary>Label: <c>intent</c> or <c>result</c>.</summary>
    public const string PartLabel = "fridge.release.part";

    public static bool IsRelease(ObservedFile config) => config.Labels.ContainsKey(Label);

    /// <summary>The newest first.</summary>
    public static IReadOnlyList<ReleaseRecord> Of(Observed held)
    {
        var results = held.Files.Where(config => Part(config) == "result").ToDictionary(config => config.Labels[Label]);
        return [.. held.Files
            .Where(config => Part(config) == "intent")
            .Select(intent => Read(intent, results.GetValueOrDefault(intent.Labels[Label])))
            .OrderByDescending(release => release.Id, StringComparer.Ordinal)];
    }

    private static string? Part(ObservedFile config) => config.Labels.GetValueOrDefault(PartLabel);

    private static ReleaseRecord Read(ObservedFile intent, ObservedFile? result)
    {
        var begun = JsonSerializer.Deserialize<ReleaseIntent>(intent.Content)!;
        var finished = result is null ? null : JsonSerializer.Deserialize<ReleaseResult>(result.Content);
        return new ReleaseRecord(intent.Labels[Label], begun.At, begun.By, begun.Stack, finished?.At);
    }
}

internal sealed record ReleaseIntent(DateTimeOffset At, string By, string Stack);

internal sealed record ReleaseResult(DateTimeOffset At, string Outcome);
