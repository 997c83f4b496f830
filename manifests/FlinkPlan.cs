using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fridge.Model;

namespace Fridge.Manifests;

/// <summary>What the running Flink must say about itself, on every orchestrator.</summary>
public sealed record FlinkPlan
{
    /// <summary>The manager's port of Flink's REST and UI.</summary>
    public required int UiPort { get; init; }

    public required int TaskManagers { get; init; }

    public required int SlotsPerTaskManager { get; init; }

    /// <summary>Flags that the JobManager's JVM must have been started with.</summary>
    public required ImmutableArray<string> JobManagerFlags { get; init; }

    /// <summary>Keys that <c>/jobmanager/config</c> must show with these values.</summary>
    public required ImmutableSortedDictionary<string, string> JobManagerConfig { get; init; }

    /// <summary>Keys that it must show, whatever it shows of their values.</summary>
    public ImmutableArray<string> JobManagerSecrets { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Bytes of a TaskManager's total process memory.</summary>
    public required long TaskManagerProcessBytes { get; init; }

    /// <summary>Null: a session cluster.</summary>
    public required PlannedJob? Job { get; init; }

    public static FlinkPlan Of(Cluster cluster, MemoryPlan plan) => new()
    {
        UiPort = cluster.Flink.UiPort,
        TaskManagers = cluster.Workers.Take(cluster.Flink.TaskManager.Replicas).Count(),
        SlotsPerTaskManager = cluster.Flink.TaskManager.Slots,
        JobManagerFlags = plan.JobManager.JvmFlags,
        JobManagerConfig = ReleaseNames.Of(cluster.Flink.Config.SetItems(cluster.StateOptions).SetItems(cluster.Monitoring is null ? [] : MonitoringSettings.FlinkOptions), cluster.Flink.Version).SetItems(plan.JobManager.DynamicOptions),
        JobManagerSecrets = [.. FlinkSecret.Of(cluster).SelectMany(secret => ReleaseNames.Of(secret.Option, cluster.Flink.Version))],
        TaskManagerProcessBytes = plan.TaskManager.TotalProcess.Bytes,
        Job = PlannedJob.Of(cluster),
    };
}

/// <param name="Id">32 hex digits, the same in every release, so that a restarted JobManager continues the same job's name in every place that shows it.</param>
public sealed record PlannedJob(string Name, string Id, int Parallelism)
{
    /// <returns>Null: a session cluster.</returns>
    public static PlannedJob? Of(Cluster cluster) => cluster.Jobs is [var job, ..]
        ? new PlannedJob(job.Name, IdOf(cluster.Name, job.Name), job.Parallelism)
        : null;

    private static string IdOf(string cluster, string job) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{cluster}\n{job}")))[..32];
}
