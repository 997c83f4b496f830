using System.Globalization;
using Fridge.Engine;
using Fridge.Model;
using Fridge.Rollout.Status;

namespace Fridge.Targets;

/// <summary>A cluster's status as a person reads it.</summary>
internal static class StatusTables
{
    public static IEnumerable<TextTable> Of(ClusterStatus status)
    {
        yield return Nodes(status);
        yield return Services(status);
        foreach (var table in JobMetrics.Tables(status.Job?.Metrics ?? []))
            yield return table;
    }

    public static IEnumerable<string> Lines(ClusterStatus status, UiAccess ui, PrometheusAccess? prometheus = null)
    {
        if (!status.HasStack)
        {
            yield return $"{status.Cluster} has no stack yet: ./build.sh Deploy makes it.";
            yield break;
        }

        foreach (var line in Job(status))
            yield return line;
        yield return ui.Address is { } address
            ? $"Flink's UI: {address} answers the nodes and flink.allowFrom only; {ui.Command} brings it to {ui.LocalAddress}."
            : $"Flink's UI has no port on the nodes, since nobody would close it; {ui.Command} brings it to {ui.LocalAddress}.";
        if (prometheus is not null)
            yield return $"Prometheus: {prometheus.Address} answers the nodes only; {prometheus.Command} brings it to {prometheus.LocalAddress}.";
    }

    private static TextTable Nodes(ClusterStatus status) => status.Nodes.Aggregate(
        new TextTable("nodes", "node", "state", "role", "engine", ""),
        (table, node) => table.Row(node.Name, State(node), node.IsManager ? "manager" : "worker", node.EngineVersion, node.Problem ?? ""));

    private static TextTable Services(ClusterStatus status) => status.Tasks.Aggregate(
        new TextTable("services", "service", "node", "state", "memory", "limit", ""),
        (table, task) => table.Row(task.Service, task.Node ?? "-", task.State, Size(task.MemoryBytes), Size(task.LimitBytes), task.Problem ?? ""));

    private static IEnumerable<string> Job(ClusterStatus status)
    {
        if (status.FlinkProblem is { } problem)
            yield return $"Flink: {problem}";
        if (status.Job is not { } job)
        {
            yield return "No job.";
            yield break;
        }

        yield return $"Job {job.Name} ({job.Id}): {job.State} for {job.Running:hh\\:mm\\:ss}, records in {job.RecordsIn}, out {job.RecordsOut}";
        yield return $"  checkpoints: {job.Checkpoints} completed, last {Id(job.LastCheckpoint)}, restored from {Id(job.RestoredFrom)}; {Place(job.CheckpointPath)}";
        foreach (var line in JobMetrics.Lines(job.Metrics))
            yield return "  " + line;
    }

    /// <summary>What a checkpoint survives, by where it is.</summary>
    private static string Place(string? path) => path is null
        ? "they are in the JobManager's memory: they survive the loss of a worker, but not of the JobManager, after which the job begins from its start"
        : $"the last is {path}: it survives the loss of the JobManager too, after which the job begins from it where flink.config names it (execution.state-recovery.path), else from its start";

    private static string State(NodeStatus node) => node.Availability == "active" ? node.State : $"{node.State}, {node.Availability}";

    private static string Size(long? bytes) => bytes is { } known ? new MemorySize(known).ToString() : "?";

    private static string Id(long? checkpoint) => checkpoint?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
