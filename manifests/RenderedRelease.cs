using System.Collections.Immutable;
using Fridge.Manifests.Values;

namespace Fridge.Manifests;

/// <summary>
/// What one orchestrator is to run for a cluster: ready to be written, compared, applied wave by wave and kept in the cluster. Nothing of
/// it was asked from a cluster.
/// </summary>
public sealed record RenderedRelease
{
    /// <summary>The cluster's name, under which the orchestrator keeps everything.</summary>
    public required string Name { get; init; }

    /// <summary>By wave, then by name.</summary>
    public required ImmutableArray<Workload> Workloads { get; init; }

    /// <summary>Every file that a workload names.</summary>
    public required ImmutableArray<ReleaseFile> Files { get; init; }

    /// <summary>Every secret that a workload names.</summary>
    public ImmutableArray<ReleaseSecret> Secrets { get; init; } = [];

    /// <summary>What belongs to no single workload (networks, volumes), in the orchestrator's own words: only its folders read it.</summary>
    public required Mapping Frame { get; init; }

    /// <summary>What the running Flink must say about itself.</summary>
    public required FlinkPlan Flink { get; init; }

    public int Waves => Workloads.Length == 0 ? 0 : Workloads.Max(workload => workload.Wave) + 1;

    public IEnumerable<Workload> InWave(int wave) => Workloads.Where(workload => workload.Wave == wave);
}
