using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Gates;

/// <summary>An instance in a sentence.</summary>
internal static class InstanceText
{
    public static string Progress(Instance instance) =>
        (instance.Node is null ? "" : instance.Node + " ") + instance.Word + (instance.Error.Length > 0 ? $": {instance.Error}" : "");

    public static string Reason(Instance instance) => string.Join(", ", Parts(instance)) + (instance.Node is null ? "" : $" on {instance.Node}");

    private static IEnumerable<string> Parts(Instance instance)
    {
        yield return instance.Error.Length > 0 ? instance.Error : instance.Word;
        if ((IsUnhealthy(instance) ? "its health check had no answer" : Meaning(instance.ExitCode)) is { } meaning)
            yield return meaning;
    }

    /// <summary>The engine ends a task whose check fails too often, with SIGKILL where it must: that isn't a want of memory.</summary>
    private static bool IsUnhealthy(Instance instance) => instance.Trouble == InstanceTrouble.Unhealthy;

    /// <summary>What an exit status of a JVM says; 163 and 239 are Flink's own 1443 and -17.</summary>
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
}
