using System.Collections.Immutable;

namespace Fridge.Rollout.Gates;

/// <summary>A class for each of <see cref="Manifests.GateNames"/>.</summary>
internal static class GateList
{
    public static ImmutableArray<IGate> All { get; } = [new FlinkRestGate(), new TaskManagersGate(), new JobSlotsGate(), new JobRunningGate()];

    /// <param name="name">The renderer has refused every other one.</param>
    public static IGate Find(string name) => All.Single(gate => gate.Name == name);
}
