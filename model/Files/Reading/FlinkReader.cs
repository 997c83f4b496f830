using System.Collections.Immutable;
using System.Net;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The mapping <c>flink:</c>.</summary>
internal sealed class FlinkReader(Findings findings)
{
    private static readonly MemorySize DefaultMemory = MemorySize.Mebibytes(512);

    /// <param name="workers">What <c>replicas</c> is when it is left out.</param>
    public FlinkSettings Read(MapReader? flink, int workers)
    {
        var settings = new FlinkSettings
        {
            Version = flink?.Text("version", Names.Word(), "a Flink release such as 1.20.5") ?? FlinkReleases.Default,
            UiPort = flink?.Integer("uiPort", 1, 65535) ?? 8081,
            AllowFrom = AllowFrom(flink),
            Config = FlinkConfigReader.Read(flink?.Take("config"), findings),
            JobManager = JobManager(flink?.Map("jobManager", "a mapping: {memory: 512m}")),
            TaskManager = TaskManager(flink?.Map("taskManager", "a mapping: {replicas: 2, slots: 1, memory: 512m}"), workers),
        };
        flink?.RefuseUnknown();
        return settings;
    }

    private static ImmutableArray<IPNetwork> AllowFrom(MapReader? flink) => flink is null
        ? []
        : [.. flink.List("allowFrom", "a list of networks: [192.168.1.0/24]").Select(item => flink.Network("allowFrom", item)).OfType<IPNetwork>()];

    private static JobManagerSettings JobManager(MapReader? reader)
    {
        var settings = new JobManagerSettings(reader?.Memory("memory") ?? DefaultMemory);
        reader?.RefuseUnknown();
        return settings;
    }

    private static TaskManagerSettings TaskManager(MapReader? reader, int workers)
    {
        var settings = new TaskManagerSettings(
            reader?.Integer("replicas", 1, Hostlist.Most) ?? workers,
            reader?.Integer("slots", 1, 128) ?? 1,
            reader?.Memory("memory") ?? DefaultMemory);
        reader?.RefuseUnknown();
        return settings;
    }
}
