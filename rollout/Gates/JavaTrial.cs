using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Gates;

/// <summary>An image that the cluster doesn't run yet, and a node that is to run it, on which its Java is started once.</summary>
public sealed record JavaTrial(string Node, string Image)
{
    /// <summary>Each new image of Flink once. Pure.</summary>
    public static ImmutableArray<JavaTrial> For(RenderedRelease desired, Observed observed) =>
    [
        .. from workload in desired.Workloads
           where workload.Classes is not null && observed.Workloads.All(known => known.Image != workload.Image)
           from node in workload.Nodes
           select new JavaTrial(node, workload.Image) into trial
           group trial by trial.Image into same
           orderby same.Key
           select same.MinBy(trial => trial.Node, StringComparer.Ordinal)!,
    ];
}

/// <param name="ExitStatus">0: its Java starts there.</param>
/// <param name="Errors">What it wrote to its standard error.</param>
public sealed record TrialResult(int ExitStatus, ImmutableArray<string> Errors);
