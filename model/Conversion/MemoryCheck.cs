using Fridge.Model.Keys;

namespace Fridge.Model.Conversion;

/// <summary>
/// What comes out must be a memory that Flink accepts: found here, at the option that asks for it, and not when the cluster file is read.
/// Only fair where every option could be read.
/// </summary>
internal static class MemoryCheck
{
    public static void Apply(ConvertedSettings settings, ConversionContext context)
    {
        var flink = settings.Flink;
        var (jobManager, taskManager) = (Check(ProcessSide.JobManager, flink, context), Check(ProcessSide.TaskManager, flink, context));
        if (jobManager is not null && taskManager is not null)
            Check(ProcessSide.TaskManager, context, () => StartRules.Require(flink, jobManager, taskManager));
    }

    private static ProcessMemory? Check(ProcessSide side, FlinkSettings flink, ConversionContext context)
    {
        ProcessMemory? calculated = null;
        Check(side, context, () => calculated = side.Calculate(flink));
        return calculated;
    }

    private static void Check(ProcessSide side, ConversionContext context, Action check)
    {
        try
        {
            check();
        }
        catch (FlinkMemoryException refused)
        {
            var at = context.Entries.Values
                .Where(entry => IsAboutMemory(entry.Key) && (entry.Key.StartsWith(side.Prefix + ".", StringComparison.Ordinal) || refused.Message.Contains(entry.Key, StringComparison.Ordinal)))
                .OrderByDescending(entry => FlinkKeys.Today(entry.Key).Max(key => Closeness(key, refused.Message)))
                .ThenBy(entry => (entry.KeyAt.Line, entry.KeyAt.Column))
                .FirstOrDefault()?.KeyAt;
            context.Findings.Refuse(at ?? new(1, 1), $"the {refused.Process}'s memory does not add up: {refused.Message.TrimEnd('.')}", $"change the {refused.Process.ToLowerInvariant()}'s memory options");
        }
    }

    /// <summary>The option that Flink names, or one of its family (<c>network.min</c> beside <c>network.fraction</c>); else the first about memory.</summary>
    private static int Closeness(string key, string reason) =>
        reason.Contains(key, StringComparison.Ordinal) ? 2
        : key.Split('.') is { Length: > 3 } && reason.Contains(key[..(key.LastIndexOf('.') + 1)], StringComparison.Ordinal) ? 1
        : 0;

    private static bool IsAboutMemory(string key) =>
        key.Contains(".memory.", StringComparison.Ordinal) || key.Contains(".heap.", StringComparison.Ordinal) || key.EndsWith(".numberOfBuffers", StringComparison.Ordinal);
}
