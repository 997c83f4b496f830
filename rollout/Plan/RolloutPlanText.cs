using System.Collections.Immutable;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Diffs;
using Fridge.Rollout.Releases;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Plan;

/// <summary>A plan as a person reads it, for <c>--check</c> and <c>--diff</c>.</summary>
public static class RolloutPlanText
{
    /// <summary>A line per service with its wave and reasons, and one for configs.</summary>
    public static ImmutableArray<string> Lines(RolloutPlan plan) =>
    [
        .. plan.Workloads.Select(change => Line(change, plan.Desired.Waves)),
        .. plan.NewFiles.Select(config => $"  + config {config.Name}"),
        .. plan.OldFiles.Select(config => $"  - config {config.Name} (nobody uses it)"),
    ];

    /// <summary>With the contents: the stack against the previous one, and each new config against the one that it replaces.</summary>
    /// <param name="previousStack">Null: that of the last release that the cluster remembers.</param>
    public static ImmutableArray<string> Diff(RolloutPlan plan, Observed held, string? previousStack = null) =>
    [
        .. LineDiff.Of("stack.yaml", previousStack ?? ReleaseRecord.Of(held).FirstOrDefault()?.Stack ?? "", plan.Desired.Compose()),
        .. plan.NewFiles.SelectMany(config => LineDiff.Of(config.Name, Replaced(config.Name, held), config.Content)),
    ];

    private static string Line(WorkloadChange change, int waves) =>
        $"{Sign(change.Action)} {change.Service} (wave {change.Wave + 1} of {waves}): {Verb(change)}";

    private static string Verb(WorkloadChange change) => change.Action switch
    {
        WorkloadAction.Unchanged => "unchanged",
        _ => $"{change.Action.ToString().ToLowerInvariant()}: {string.Join(", ", change.Reasons)}",
    };

    private static char Sign(WorkloadAction action) => action switch
    {
        WorkloadAction.Create => '+',
        WorkloadAction.Update => '~',
        WorkloadAction.Remove => '-',
        _ => '=',
    };

    /// <summary>The same config with another hash at its end, as a service uses it now.</summary>
    private static string Replaced(string name, Observed held)
    {
        var stem = name[..(name.LastIndexOf('-') + 1)];
        var used = held.Workloads.SelectMany(service => service.Files).ToHashSet();
        return held.Files.FirstOrDefault(config => used.Contains(config.Name) && Stem(config.Name) == stem)?.Content ?? "";

        static string Stem(string config) => config[..(config.LastIndexOf('-') + 1)];
    }
}
