using System.Collections.Immutable;
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
/// <param name="Services">All of the stack's.</param>
public sealed record PowerPlan(Power Power, string Stack, ImmutableArray<ServiceScale> Services)
{
    public ImmutableArray<ServiceScale> Changes => [.. Services.Where(service => service.IsChange)];

    public bool ChangesNothing => Changes.IsEmpty;

    /// <summary>What a person must know before; null: nothing.</summary>
    public string? Warning => Power == Power.Stop && !ChangesNothing
        ? "The job's state is lost: its checkpoints are in the JobManager's memory, and no savepoint is taken."
        : null;

    /// <summary><c>jobmanager 1 → 0, taskmanager 2 → 0</c></summary>
    public override string ToString() => string.Join(", ", Changes);

    /// <exception cref="FridgeException">There is no such stack.</exception>
    public static PowerPlan Of(Power power, string stack, ClusterState held) => held.Services.IsEmpty
        ? throw new FridgeException($"{stack} has no services.", "./build.sh Deploy makes the stack.")
        : new PowerPlan(power, stack, [.. held.Services.Select(service => new ServiceScale(
            service.Name, service.Replicas, power == Power.Stop ? 0 : Wanted(service)))]);

    private static int Wanted(DeployedService service) =>
        int.TryParse(service.Labels.GetValueOrDefault(StackLabels.Replicas), out var replicas) ? replicas : service.Replicas;
}

/// <param name="From">Replicas.</param>
/// <param name="To">Replicas.</param>
public sealed record ServiceScale(string Service, int From, int To)
{
    public bool IsChange => From != To;

    public override string ToString() => $"{Service} {From} → {To}";
}
