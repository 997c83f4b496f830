namespace Fridge.Model.Conversion;

/// <summary>
/// What comes out must be a memory that Flink accepts: found here, at the option that asks for it, and not when the cluster file is read.
/// Only fair where every option could be read.
/// </summary>
internal static class MemoryCheck
{
    public static void Apply(ConvertedSettings settings, ConversionContext context)
    {
        var flink = MemoryFit.Settings(settings.Config);
        flink = settings.JobManagerMemory is { } jobManager ? flink with { JobManager = new(jobManager) } : flink;
        flink = settings.TaskManagerMemory is { } taskManager ? flink with { TaskManager = flink.TaskManager with { Memory = taskManager } } : flink;
        Check(ProcessSide.JobManager, flink, context);
        Check(ProcessSide.TaskManager, flink, context);
    }

    private static void Check(ProcessSide side, FlinkSettings flink, ConversionContext context)
    {
        try
        {
            side.Calculate(flink);
        }
        catch (FlinkMemoryException refused)
        {
            var at = context.Entries.Values.FirstOrDefault(entry => entry.Key.StartsWith(side.Prefix + ".", StringComparison.Ordinal) && IsAboutMemory(entry.Key))?.KeyAt;
            context.Findings.Refuse(at ?? new(1, 1), $"the {refused.Process}'s memory does not add up: {refused.Message.TrimEnd('.')}", $"change the {side.Prefix}'s memory options");
        }
    }

    private static bool IsAboutMemory(string key) =>
        key.Contains(".memory.", StringComparison.Ordinal) || key.Contains(".heap.", StringComparison.Ordinal) || key.EndsWith(".numberOfBuffers", StringComparison.Ordinal);
}
