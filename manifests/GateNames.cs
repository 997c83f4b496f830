using System.Collections.Immutable;
using Fridge.Manifests.Values;

namespace Fridge.Manifests;

/// <summary>What a template may ask for with <c>x-gates</c>; the room <c>rollout</c> has a class of each name.</summary>
public static class GateNames
{
    /// <summary>Flink's REST answers, and the JobManager's real flags and configuration are the plan's.</summary>
    public const string FlinkRest = "flink-rest";

    /// <summary>As many TaskManagers and slots as planned, with the planned memory.</summary>
    public const string TaskManagers = "task-managers";

    /// <summary>The TaskManagers offer as many slots as the job's parallelism wants.</summary>
    public const string JobSlots = "job-slots";

    /// <summary>The job and all its vertices are RUNNING.</summary>
    public const string JobRunning = "job-running";

    public static ImmutableArray<string> All { get; } = [FlinkRest, TaskManagers, JobSlots, JobRunning];

    /// <summary>Those that a template asks for.</summary>
    /// <exception cref="ManifestException">There is none of that name.</exception>
    internal static ImmutableArray<string> Asked(string workload, Value? gates) =>
        [.. (gates as Sequence ?? Sequence.Empty).Items.OfType<Scalar>().Select(gate => All.Contains(gate.Text) ? gate.Text : throw new ManifestException(
            $"service '{workload}': found gate '{gate.Text}', expected {string.Join(", ", All[..^1])} or {All[^1]}"))];
}
