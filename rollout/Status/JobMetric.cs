using System.Collections.Immutable;

namespace Fridge.Rollout.Status;

/// <summary>A metric of the job that the cluster file wants to be shown.</summary>
/// <param name="Name">As the file has it.</param>
/// <param name="Values">One a subtask, in their order, as Flink gives it (text whatever it measures); empty: the job hasn't given it yet, or has none of that name.</param>
public sealed record JobMetric(string Name, ImmutableArray<string> Values);
