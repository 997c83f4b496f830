using Fridge.Model;

namespace Fridge.Manifests;

/// <summary>
/// Holds what templates and overrides came to against the services that the cluster declares, whose memory, ports and nodes everything else counts with.
/// An override may narrow a service's nodes; anything else that would make the plan untrue is refused with the key that says it.
/// </summary>
public static class DeclaredServices
{
    /// <exception cref="ManifestException">A workload isn't where or what its service says.</exception>
    public static RenderedRelease Check(RenderedRelease release, Cluster cluster)
    {
        foreach (var service in ClusterServices.Of(cluster).Where(service => service.Runner == ServiceRunner.Orchestrator))
        {
            Check(service, release.Workloads.FirstOrDefault(workload => workload.Name == service.Name) ?? throw new ManifestException(
                $"The templates have no service '{service.Name}', which the cluster needs.",
                "Look at the overrides: x-when or a misspelt name may have removed it."));
        }

        return release;
    }

    private static void Check(Service service, Workload workload)
    {
        var declared = service.Nodes.Select(node => node.Name).ToHashSet();
        if (workload.Nodes.Any(node => !declared.Contains(node)))
            Refuse(service, $"may run on {NodeNames.Compress(workload.Nodes)}", $"the plan expects it on {NodeNames.Compress(service.Nodes.Select(node => node.Name))}", "Leave its placement as it is, or narrow it: roles in the cluster file say which nodes work.");
        if (workload.Nodes.Length < service.Instances)
            Refuse(service, $"has {workload.Nodes.Length} node{(workload.Nodes.Length == 1 ? "" : "s")} by its placement", $"{service.Instances} of it must run, at most one per node", "Allow more nodes, or make flink.taskManager.replicas smaller.");
        if (workload.Replicas != service.Instances)
            Refuse(service, $"has {workload.Replicas} replicas", $"the cluster file asks for {service.Instances}", "Set flink.taskManager.replicas, or the nodes' roles.");
        if (workload.Memory != service.Memory)
            Refuse(service, $"has the memory limit {workload.Memory?.ToConfig() ?? "none"}", $"the memory plan has {service.Memory.ToConfig()}", "Set flink.jobManager.memory or flink.taskManager.memory.");
        var ports = service.Ports.Where(port => !port.IsOfPods).Select(port => port.Number).Order().ToList();
        if (!ports.SequenceEqual(workload.Ports.Order()))
            Refuse(service, $"publishes {Ports(workload.Ports)}", $"the nodes close {Ports(ports)}", "Set flink.uiPort, or services.monitoring.port. A port that the nodes don't close would be open to everybody.");
    }

    private static string Ports(IEnumerable<int> ports) => ports.Select(port => $"the port {port}").DefaultIfEmpty("no port").Aggregate((all, port) => $"{all}, {port}");

    private static void Refuse(Service service, string found, string expected, string next) =>
        throw new ManifestException($"The service '{service.Name}' of the templates and overrides {found}, and {expected}.", next);
}
