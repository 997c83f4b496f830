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
        ServiceRules.CheckNode(cluster, draft.Settings.Node, "services.monitoring.node", draft.Reader, ServicesKeys.MonitoringNode, findings);
        CheckPort(cluster, draft.Reader, findings);
        // Where Prometheus asks Flink; other reporters are the person's.
        ServiceRules.CheckConfig(cluster.Flink.Config.Keys, MonitoringSettings.FlinkOptions.Select(option => option.Key), "services.monitoring", flink, findings);
        if (cluster.Orchestrator == Orchestrator.Kubernetes)
            findings.Refuse(draft.Reader.At, "'services.monitoring' with 'orchestrator: kubernetes'", "a Prometheus that the cluster's owner runs: Fridge makes no folder for its data on nodes that aren't its own");
    }

    private static void CheckSizes(MonitoringSettings settings, MapReader reader, Findings findings)
    {
        if (settings.Memory < MonitoringSettings.LeastMemory)
            findings.Refuse(reader.PlaceOf(ServicesKeys.MonitoringMemory), $"'services.monitoring.memory' is {settings.Memory}", $"at least {MonitoringSettings.LeastMemory}: what came in the last two hours is kept there");
        if (settings.Retention < MonitoringSettings.LeastRetention)
            findings.Refuse(reader.PlaceOf(ServicesKeys.Retention), $"'services.monitoring.retention' is {settings.Retention}", $"at least {MonitoringSettings.LeastRetention}: what came in the last three hours is never deleted");
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
            findings.Refuse(place, $"'services.monitoring.port' is {port}, {owner}", "a port that nothing else uses, such as 9090");
        else if (cluster.Kubernetes is not null && (port < least || port > most))
            findings.Refuse(place, $"'services.monitoring.port' is {port}", $"a port from {least} to {most}: Kubernetes gives its services no other on a node");
    }
}
