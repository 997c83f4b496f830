using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Gates;

/// <summary>A task in a sentence.</summary>
internal static class TaskText
{
    public static string Progress(TaskView task) =>
        (task.Node is null ? "" : task.Node + " ") + State(task) + (task.Error.Length > 0 ? $": {task.Error}" : "");

    public static string Reason(TaskView task) => string.Join(", ", Parts(task)) + (task.Node is null ? "" : $" on {task.Node}");

    private static IEnumerable<string> Parts(TaskView task)
    {
        yield return task.Error.Length > 0 ? task.Error : State(task);
        if ((IsUnhealthy(task) ? "its health check had no answer" : Meaning(task.ExitCode)) is { } meaning)
            yield return meaning;
    }

    /// <summary>The engine ends a task whose check fails too often, with SIGKILL where it must: that isn't a want of memory.</summary>
    private static bool IsUnhealthy(TaskView task) => task.Error.Contains("unhealthy container", StringComparison.Ordinal);

    /// <summary>What an exit status of a JVM under Swarm says; 163 and 239 are Flink's own 1443 and -17.</summary>
    private static string? Meaning(long exitCode) => exitCode switch
    {
        134 => "the JVM crashed (SIGABRT)",
        135 or 138 => "the JVM crashed (SIGBUS)",
        137 => "it was killed (SIGKILL): out of memory?",
        139 => "the JVM crashed (SIGSEGV)",
        163 or 1443 => "the job has failed for good",
        239 or 255 => "Flink ended itself after a fatal error",
        _ => null,
    };

    private static string State(TaskView task) => task.State.ToString().ToLowerInvariant();
}
