using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;

namespace Fridge.Rollout.Verbs;

public enum ScaleVerb
{
    Stop,
    Start,
}

/// <summary>What Stop or Start does to the workloads of a cluster. Pure.</summary>
/// <param name="Workloads">All of the cluster's.</param>
public sealed record ScalePlan(ScaleVerb Verb, string Cluster, ImmutableArray<WorkloadScale> Workloads)
{
    public ImmutableArray<WorkloadScale> Changes => [.. Workloads.Where(workload => workload.IsChange)];

    public bool ChangesNothing => Changes.IsEmpty;

    /// <summary>Checkpoints outlive the JobManager.</summary>
    public bool KeepsCheckpoints { get; init; }

    /// <summary>What a person must know before; null: nothing.</summary>
    public string? Warning => Verb == ScaleVerb.Stop && !ChangesNothing
        ? KeepsCheckpoints
            ? "No savepoint is taken. The last checkpoint stays; the job begins from it again where flink.config names it (execution.state-recovery.path; Status says its place), else from its start."
            : "The job's state is lost: its checkpoints are in the JobManager's memory, and no savepoint is taken."
        : null;

    /// <summary><c>jobmanager 1 → 0, taskmanager 2 → 0</c></summary>
    public override string ToString() => string.Join(", ", Changes);

    /// <exception cref="FridgeException">There is nothing of the cluster.</exception>
    public static ScalePlan Of(ScaleVerb verb, string cluster, Observed observed)
    {
        ForeignWorkloads.Refuse(cluster, observed);
        return observed.Workloads.IsEmpty
            ? throw new FridgeException($"{cluster} has no services.", "./build.sh Deploy makes the stack.")
            : new ScalePlan(verb, cluster, [.. observed.Workloads.Select(workload => new WorkloadScale(
            workload.Name, workload.Replicas, verb == ScaleVerb.Stop ? 0 : Wanted(workload)))]);
    }

    private static int Wanted(ObservedWorkload workload) =>
        int.TryParse(workload.Labels.GetValueOrDefault(WorkloadLabels.Replicas), CultureInfo.InvariantCulture, out var replicas) ? replicas : workload.Replicas;
}

/// <param name="From">Replicas.</param>
/// <param name="To">Replicas.</param>
public sealed record WorkloadScale(string Workload, int From, int To)
{
    public bool IsChange => From != To;

    public override string ToString() => $"{Workload} {From} → {To}";
}
