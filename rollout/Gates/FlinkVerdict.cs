using Fridge.Manifests;
using Fridge.Rollout.Flink;

namespace Fridge.Rollout.Gates;

/// <summary>Is the running Flink the planned one? Pure.</summary>
internal static class FlinkVerdict
{
    /// <summary>A JVM whose flags aren't the plan's would use memory that nobody counted: no waiting cures that.</summary>
    public static GateState JobManager(FlinkPlan plan, FlinkEnvironment environment, IReadOnlyList<FlinkSetting> settings)
    {
        if (plan.JobManagerFlags.Except(environment.Jvm.Options).ToList() is { Count: > 0 } missing)
        {
            var actualFlags = string.Join(' ', environment.Jvm.Options.Where(IsMemoryFlag));
            return new GateFailed($"the JobManager's JVM was started without {string.Join(' ', missing)}; it has {actualFlags}");
        }

        var actual = settings.ToDictionary(setting => setting.Key);
        if (plan.JobManagerSecrets.Where(key => !actual.ContainsKey(key)).ToList() is { Count: > 0 } lacking)
            return new GateFailed($"/jobmanager/config says nothing of {string.Join(", ", lacking)}, planned as secrets");
        var different = plan.JobManagerConfig.FirstOrDefault(wanted => !Holds(wanted, actual.GetValueOrDefault(wanted.Key)));
        return different.Key is null
            ? new GateOpen($"the JobManager runs with the planned flags and configuration ({environment.Jvm.Architecture})")
            : new GateFailed(
                $"/jobmanager/config says {different.Key}={actual.GetValueOrDefault(different.Key)?.Value ?? "nothing"}, planned {different.Value}");
    }

    public static GateState TaskManagers(FlinkPlan plan, IReadOnlyList<FlinkTaskManager> actual)
    {
        if (actual.FirstOrDefault(manager => manager.Slots != plan.SlotsPerTaskManager) is { } other)
            return new GateWaiting($"TaskManager {other.Id} offers {other.Slots} slots, planned {plan.SlotsPerTaskManager}", IsStuck: true);
        if (actual.FirstOrDefault(manager => manager.Memory.TotalProcess is { } bytes && bytes != plan.TaskManagerProcessBytes) is { } odd)
        {
            return new GateWaiting(
                $"TaskManager {odd.Id} has {odd.Memory.TotalProcess} bytes of process memory, planned {plan.TaskManagerProcessBytes}", IsStuck: true);
        }

        var counts = $"{actual.Count} of {plan.TaskManagers} TaskManagers, {actual.Sum(manager => manager.Slots)} slots";
        return actual.Count == plan.TaskManagers ? new GateOpen(counts) : new GateWaiting(counts);
    }

    /// <summary>More TaskManagers than planned don't come by themselves.</summary>
    public static GateState Slots(PlannedJob planned, FlinkOverview actual) => actual.SlotsTotal >= planned.Parallelism
        ? new GateOpen($"job {planned.Name} has its {planned.Parallelism} of {actual.SlotsTotal} slots")
        : new GateWaiting($"job {planned.Name} needs {planned.Parallelism} slots, the TaskManagers offer {actual.SlotsTotal}", IsStuck: true);

    public static GateState Job(PlannedJob planned, FlinkJob? actual, IReadOnlyList<FlinkException> exceptions) => actual switch
    {
        null => new GateWaiting($"job {planned.Name} isn't known yet"),
        { State: "FINISHED" } => new GateOpen($"job {planned.Name} has finished"),
        { State: "FAILED" or "CANCELED" or "SUSPENDED" } => new GateFailed($"job {planned.Name} is {actual.State}{Because(exceptions)}"),
        { State: "RUNNING" } when actual.Vertices.Count > 0 && actual.Vertices.All(vertex => vertex.Status is "RUNNING" or "FINISHED") =>
            new GateOpen($"job {planned.Name} is RUNNING, all {actual.Vertices.Count} vertices"),
        { State: "RESTARTING" or "FAILING" } => new GateWaiting($"job {planned.Name} is {actual.State}{Because(exceptions)}"),
        _ => new GateWaiting($"job {planned.Name} is {actual.State}{VertexStates(actual)}"),
    };

    private static bool Holds(KeyValuePair<string, string> wanted, FlinkSetting? actual) =>
        actual is not null && (actual.IsHidden || actual.Value == wanted.Value);

    private static bool IsMemoryFlag(string option) =>
        option.StartsWith("-Xm", StringComparison.Ordinal) || option.StartsWith("-XX:Max", StringComparison.Ordinal);

    private static string Because(IReadOnlyList<FlinkException> exceptions) =>
        exceptions is [var newest, ..] ? $": {newest.StackTrace.Split('\n')[0].Trim()}" : "";

    private static string VertexStates(FlinkJob job) => job.Vertices.Count == 0
        ? ""
        : $" ({string.Join(", ", job.Vertices.Select(vertex => $"{vertex.Name}: {vertex.Status}"))})";
}
