using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The rules for every service that the file asks for.</summary>
internal static class ServiceRules
{
    /// <param name="section">With the key: <c>services.monitoring.node</c>.</param>
    /// <param name="node">Null: the file names none.</param>
    public static void CheckNode(Cluster cluster, string? node, string section, MapReader reader, Key key, Findings findings)
    {
        if (node is not null && cluster.Nodes.All(known => known.Name != node))
            findings.Refuse(reader.PlaceOf(key), $"'{section}' is {node}", "the name of one of the nodes", Nearest.To(node, [.. cluster.Nodes.Select(known => known.Name)]));
    }

    /// <summary>What a section decides is said in one place.</summary>
    /// <param name="keys">Of <c>flink.config</c>, as the file has them.</param>
    /// <param name="owned">The section's.</param>
    public static void CheckConfig(IEnumerable<string> keys, IEnumerable<string> owned, string section, MapReader? flink, Findings findings)
    {
        var config = flink?.Take(FlinkSettingsKeys.Config);
        foreach (var key in keys.Where(owned.Contains))
            findings.Refuse(FlinkConfigReader.PlaceOf(config, key) ?? new Position(1, 1), $"'{key}' in flink.config", $"leave it out: {section} decides it");
    }
}
