using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The mapping <c>flink:</c>.</summary>
internal sealed class FlinkReader(Findings findings)
{
    /// <param name="workers">What <c>replicas</c> is when it is left out.</param>
    public FlinkSettings Read(MapReader? flink, int workers, Orchestrator orchestrator)
    {
        var (config, secrets) = FlinkConfigReader.Read(flink?.Take(FlinkSettingsKeys.Config), findings);
        return new FlinkSettings
        {
            Version = Get(flink, FlinkSettingsKeys.Version),
            UiPort = flink?.Find(FlinkSettingsKeys.UiPort) ?? FlinkSettings.UiPortOf(orchestrator),
            AllowFrom = Get(flink, FlinkSettingsKeys.AllowFrom),
            Config = config,
            Secrets = secrets,
            JobManager = new(Get(flink?.Map(FlinkSettingsKeys.JobManager), FlinkSettingsKeys.JobManagerMemory)),
            TaskManager = TaskManager(flink?.Map(FlinkSettingsKeys.TaskManager), workers),
        };
    }

    private static TaskManagerSettings TaskManager(MapReader? reader, int workers) =>
        new(reader?.Find(FlinkSettingsKeys.Replicas) ?? workers, Get(reader, FlinkSettingsKeys.Slots), Get(reader, FlinkSettingsKeys.TaskManagerMemory));

    /// <summary>The default where the whole mapping is absent, too.</summary>
    private static T Get<T>(MapReader? reader, Key<T> key) => reader is null ? key.Fallback : reader.Get(key);
}
