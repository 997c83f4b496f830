using System.Collections.Immutable;

namespace Fridge.Model.Conversion;

/// <summary>What of a configuration goes into <c>flink:</c> of the cluster file; null where the file says nothing.</summary>
public sealed record ConvertedSettings
{
    /// <summary>Flink's total process memory.</summary>
    public MemorySize? JobManagerMemory { get; init; }

    /// <summary>Flink's total process memory.</summary>
    public MemorySize? TaskManagerMemory { get; init; }

    public int? Slots { get; init; }

    public int? UiPort { get; init; }

    /// <summary>A job's, in the cluster file.</summary>
    public int? Parallelism { get; init; }

    /// <summary>By the names of the release that was asked for.</summary>
    public ImmutableSortedDictionary<string, string> Config { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Options whose values are secrets.</summary>
    public ImmutableSortedDictionary<string, SecretRef> Secrets { get; init; } =
        ImmutableSortedDictionary.Create<string, SecretRef>(StringComparer.Ordinal);

    /// <summary>What Fridge sets of its own where the file says a process's total and Flink's defaults don't suit that: a Flink without Fridge needs it said.</summary>
    public ImmutableSortedDictionary<string, string> Assumed => MemoryDefaults.For(Flink)
        .Where(each => (each.Key.StartsWith("jobmanager.", StringComparison.Ordinal) ? JobManagerMemory : TaskManagerMemory) is not null)
        .ToImmutableSortedDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal);

    /// <summary>As the memory plan reads them.</summary>
    internal FlinkSettings Flink
    {
        get
        {
            var flink = MemoryFit.Settings(Config);
            flink = JobManagerMemory is { } jobManager ? flink with { JobManager = new(jobManager) } : flink;
            return TaskManagerMemory is { } taskManager ? flink with { TaskManager = flink.TaskManager with { Memory = taskManager } } : flink;
        }
    }

    internal ConvertedSettings With(string key, string value) => this with { Config = Config.SetItem(key, value) };

    internal ConvertedSettings With(string key, SecretRef source) => this with { Secrets = Secrets.SetItem(key, source) };
}

/// <summary>A converted configuration.</summary>
/// <param name="File">As messages name it.</param>
/// <param name="Version">The release whose names the options have.</param>
/// <param name="Keys">Every option in the order of the file.</param>
/// <param name="Masters">Hosts of <c>conf/masters</c>, none where there is no such file.</param>
/// <param name="Workers">Hosts of <c>conf/workers</c> or <c>conf/slaves</c>.</param>
public sealed record ConvertedFlink(
    string File,
    string Version,
    ConvertedSettings Settings,
    ImmutableArray<ConvertedKey> Keys,
    ImmutableArray<string> Masters,
    ImmutableArray<string> Workers);
