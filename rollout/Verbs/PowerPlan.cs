using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Swarm;
using Fridge.Tooling;

namespace Fridge.Rollout.Verbs;

public enum Power
{
    Stop,
    Start,
}

/// <summary>What Stop or Start does to the services of a stack. Pure.</summary>
/// <param name="Workloads">All of the stack's.</param>
public sealed record PowerPlan(Power Power, string Stack, ImmutableArray<WorkloadScale> Workloads)
{
    public ImmutableArray<WorkloadScale> Changes => [.. Workloads.Where(service => service.IsChange)];

    public bool ChangesNothing => Changes.IsEmpty;

    /// <summary>What a person must know before; null: nothing.</summary>
    public string? Warning => Power == Power.Stop && !ChangesNothing
        ? "The job's state is lost: its checkpoints are in the JobManager's memory, and no savepoint is taken."
        : null;

    /// <summary><c>jobmanager 1 → 0, taskmanager 2 → 0</c></summary>
    public override string ToString() => string.Join(", ", Changes);

    /// <exception cref="FridgeException">There is no such stack.</exception>
    public static PowerPlan Of(Power power, string stack, Observed held) => held.Workloads.IsEmpty
        ? throw new FridgeException($"{stack} has no services.", "./build.sh Deploy makes the stack.")
        : new PowerPlan(power, stack, [.. held.Workloads.Select(service => new WorkloadScale(
            service.Name, service.Replicas, power == Power.Stop ? 0 : Wanted(service)))]);

    private static int Wanted(ObservedWorkload service) =>
        int.TryParse(service.Labels.GetValueOrDefault(WorkloadLabels.Replicas), out var replicas) ? replicas : service.Replicas;
}

/// <param name="From">Replicas.</param>
/// <param name="To">Replicas.</param>
public sealed record WorkloadScale(string Service, int From, int To)
{
    public bool IsChange => From != To;

    public override string ToString() => $"{Service} {From} → {To}";
}
