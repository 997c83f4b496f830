using System.Collections.Immutable;

namespace Fridge.Rollout.Orchestration;

/// <summary>A node as the orchestrator sees it.</summary>
/// <param name="State">The orchestrator's own word: <c>ready</c>, <c>down</c>.</param>
/// <param name="Availability">Whether it takes work: <c>active</c>, <c>drain</c>, <c>pause</c>.</param>
/// <param name="MemoryBytes">What the orchestrator takes for its memory.</param>
/// <param name="EngineVersion">Of what runs its containers.</param>
public sealed record ObservedNode(
    string Name, string State, string Availability, bool IsManager, long MemoryBytes, string EngineVersion);

/// <param name="LimitBytes">Null: none.</param>
public sealed record InstanceMemory(long Bytes, long? LimitBytes);

/// <summary>What nodes themselves say that instances use.</summary>
/// <param name="Containers">By <see cref="Instance.ContainerId"/>.</param>
/// <param name="Problems">By node: why it couldn't be asked.</param>
public sealed record NodeMemories(
    ImmutableDictionary<string, InstanceMemory> Containers, ImmutableDictionary<string, string> Problems);

/// <summary>A volume of the cluster on one node.</summary>
public sealed record ObservedVolume(string Node, string Name)
{
    public override string ToString() => $"volume {Name} on {Node}";
}

/// <summary>What there is of a cluster's release.</summary>
/// <param name="Things">What removing takes away, a line each: <c>service jobmanager</c>.</param>
/// <param name="Leftovers">What goes by itself after that: networks, containers that are ending.</param>
public sealed record Remains(ImmutableArray<string> Things, ImmutableArray<string> Leftovers)
{
    public bool IsNothing => Things.IsEmpty && Leftovers.IsEmpty;
}
