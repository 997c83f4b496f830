using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Releases;
using Fridge.Tooling.Text;

namespace Fridge.Rollout.Plan;

/// <summary>A plan as a person reads it, for <c>--check</c> and <c>--diff</c>.</summary>
public static class RolloutPlanText
{
    /// <summary>A line per workload with its wave and reasons, and one for each config and secret that comes or goes.</summary>
    public static ImmutableArray<string> Lines(RolloutPlan plan) =>
    [
        .. plan.Workloads.Select(change => Line(change, plan.Desired.Waves)),
        .. plan.NewFiles.Select(file => $"  + config {file.Name}"),
        .. plan.OldFiles.Select(file => $"  - config {file.Name} (neither a service nor a kept release uses it)"),
        .. plan.NewSecrets.Select(secret => $"  + secret {secret.Name}"),
        .. plan.OldSecrets.Select(secret => $"  - secret {secret.Name} (neither a service nor a kept release uses it)"),
    ];

    /// <summary>With the contents: each document against the last release's, and each new config against the one that it replaces.</summary>
    public static ImmutableArray<string> Diff(RolloutPlan plan, IRendering rendering)
    {
        var observed = plan.Observed;
        var before = Before(plan.Desired.Name, observed, rendering);
        return
        [
            .. rendering.Documents(plan.Desired).SelectMany(document => LineDiff.Of(document.Path, before(document.Path), document.Text)),
            .. plan.NewFiles.SelectMany(file => LineDiff.Of(file.Name, Replaced(file.Name, observed), file.Content)),
        ];
    }

    /// <summary>The documents of the newest release of which something may run.</summary>
    private static Func<string, string> Before(string cluster, Observed observed, IRendering rendering)
    {
        var history = ReleaseHistory.Of(observed.Records);
        var newest = history.Releases.FirstOrDefault(release => release.Result?.Outcome != ReleaseOutcome.Refused);
        if (newest is null)
            return _ => history.OfBefore.FirstOrDefault()?.Stack ?? "";
        var documents = rendering.Documents(newest.Intent.Release(cluster, _ => "")).ToDictionary(document => document.Path, document => document.Text);
        return path => documents.GetValueOrDefault(path, "");
    }

    private static string Line(WorkloadChange change, int waves) =>
        $"{Sign(change.Action)} {change.Workload} (wave {change.Wave + 1} of {waves}): {Verb(change)}";

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

    /// <summary>The same config with another hash at its end, as a workload uses it now.</summary>
    private static string Replaced(string name, Observed observed)
    {
        var stem = Stem(name);
        var used = observed.Workloads.SelectMany(workload => workload.Files).ToHashSet();
        return observed.Files.FirstOrDefault(file => used.Contains(file.Name) && Stem(file.Name) == stem)?.Content ?? "";

        static string Stem(string config) => config[..(config.LastIndexOf('-') + 1)];
    }
}
