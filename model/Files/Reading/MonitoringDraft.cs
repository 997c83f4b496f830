using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The mapping <c>services.monitoring</c>, with the place that later rules point at.</summary>
internal sealed record MonitoringDraft(MonitoringSettings Settings, MapReader Reader)
{
    /// <summary>Null: the file asks for none.</summary>
    public static MonitoringDraft? Read(MapReader? services) => services?.Map(ServicesKeys.Monitoring) is not { } reader ? null : new(
        new(
            reader.Find(ServicesKeys.MonitoringNode),
            reader.Get(ServicesKeys.MonitoringMemory),
            reader.Get(ServicesKeys.Retention),
            reader.Get(ServicesKeys.Interval),
            reader.Find(ServicesKeys.MonitoringPort)),
        reader);
}
