using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The rules between <c>services.monitoring</c>, <c>flink.config</c>, the orchestrator and the nodes.</summary>
internal static class MonitoringRules
{
    public static void Apply(Cluster cluster, MonitoringDraft? draft, MapReader? flink, Findings findings)
    {
        if (draft is null)
            return;
        CheckSizes(draft.Settings, draft.Reader, findings);
        CheckNode(cluster, draft.Settings, draft.Reader, findings);
        CheckPort(cluster, draft.Reader, findings);
        CheckConfig(cluster, flink?.Take(FlinkSettingsKeys.Config), findings);
        if (cluster.Orchestrator == Orchestrator.Kubernetes)
            findings.Refuse(draft.Reader.At, "'services.monitoring' with 'orchestrator: kubernetes'", "a Prometheus of that cluster's owner: Fridge makes no folder for its data on nodes that aren't its own");
    }

    private static void CheckNode(Cluster cluster, MonitoringSettings settings, MapReader reader, Findings findings)
    {
        if (settings.Node is { } name && cluster.Nodes.All(node => node.Name != name))
            findings.Refuse(reader.PlaceOf(ServicesKeys.MonitoringNode), $"'services.monitoring.node' is {name}", "the name of one of the nodes", Nearest.To(name, [.. cluster.Nodes.Select(node => node.Name)]));
    }

    private static void CheckSizes(MonitoringSettings settings, MapReader reader, Findings findings)
    {
        if (settings.Memory < MonitoringSettings.LeastMemory)
            findings.Refuse(reader.PlaceOf(ServicesKeys.MonitoringMemory), $"'services.monitoring.memory' is {settings.Memory}", $"{MonitoringSettings.LeastMemory} at least: what came in the last two hours is kept there");
        if (settings.Retention < MonitoringSettings.LeastRetention)
            findings.Refuse(reader.PlaceOf(ServicesKeys.Retention), $"'services.monitoring.retention' is {settings.Retention}", $"{MonitoringSettings.LeastRetention} at least: what came in the last three hours is never taken away");
    }

    /// <summary>The nodes close it to all but themselves: one that is also another's would close that one too.</summary>
    private static void CheckPort(Cluster cluster, MapReader reader, Findings findings)
    {
        var port = MonitoringServices.PortOf(cluster);
        var place = reader.PlaceOf(ServicesKeys.MonitoringPort);
        var (least, most) = NodePorts.OfKubernetesServices;
        var owner = (port == NodePorts.Ssh ? "the port of ssh" : null)
            ?? ClusterServices.Of(cluster).Where(service => service.Family is not (MonitoringServices.Prometheus or JobManagerService.Family)).SelectMany(service => service.Ports).FirstOrDefault(taken => taken.Number == port)?.Owner
            ?? (cluster.Nodes.FirstOrDefault(node => node.Ssh.Port == port) is { } node ? $"the port of ssh on {node.Name}" : null);
        if (owner is not null)
            findings.Refuse(place, $"'services.monitoring.port' is {port}, {owner}", "a port that nothing else has, such as 9090");
        else if (cluster.Kubernetes is not null && (port < least || port > most))
            findings.Refuse(place, $"'services.monitoring.port' is {port}", $"a port from {least} to {most}: Kubernetes gives its services no other on a node");
    }

    /// <summary>Where Prometheus asks Flink is said in one place; other reporters are the person's.</summary>
    private static void CheckConfig(Cluster cluster, YamlValue? config, Findings findings)
    {
        string[] owned = [.. MonitoringSettings.FlinkOptions.Select(option => option.Key)];
        foreach (var key in cluster.Flink.Config.Keys.Where(owned.Contains))
            findings.Refuse(FlinkConfigReader.PlaceOf(config, key) ?? new Position(1, 1), $"'{key}' in flink.config", "leave it out: services.monitoring decides it");
    }
}
