using System.Globalization;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Rendering;

/// <summary>What templates may name of <c>services.monitoring</c>. Where it's off, nothing but that: what asks for more of it stands behind <c>x-when</c>.</summary>
internal static class MonitoringVariables
{
    public static Mapping Of(Cluster cluster, ReleaseImages images)
    {
        var exporters = ClusterServices.Of(cluster, MonitoringServices.NodeExporter);
        if (cluster.Monitoring is not { } settings || ClusterServices.Of(cluster, MonitoringServices.Prometheus) is not [{ Nodes: [var node] }])
            return Mapping.Of(("isOn", false), ("exporters", Sequence.Empty));
        var clients = ReleaseVariables.Addresses(cluster).ToList();
        return ReleaseVariables.OfData(node, MonitoringServices.Prometheus, settings.Memory, MonitoringServices.PrometheusFolder, images,
            ("goMemory", GoMemory(settings.Memory)),
            ("interval", string.Create(CultureInfo.InvariantCulture, $"{settings.Interval.TotalSeconds:0}s")),
            ("retention", string.Create(CultureInfo.InvariantCulture, $"{settings.Retention.Bytes >> 20}MB")),
            ("port", MonitoringServices.PortOf(cluster)),
            ("clients", Sequence.Of(clients)),
            ("hasClients", clients.Count > 0),
            ("jobManager", Of(ClusterServices.Of(cluster, JobManagerService.Family)[0].Nodes[0])),
            ("nodes", Nodes(cluster.Nodes)),
            ("workers", Nodes(cluster.Workers)),
            ("exporter", Mapping.Of(
                ("memory", MonitoringServices.NodeExporterMemory.ToConfig()),
                ("memoryQuantity", ReleaseVariables.Quantity(MonitoringServices.NodeExporterMemory)),
                ("goMemory", GoMemory(MonitoringServices.NodeExporterMemory)),
                ("folder", MonitoringServices.NodeExporterFolder.Path))),
            ("exporters", new Sequence([.. exporters.Select(service => Exporter(service, images))])));
    }

    private static Mapping Exporter(Service service, ReleaseImages images) => Mapping.Of(
        ("name", service.Name),
        ("architecture", service.Nodes[0].Architecture.LabelValue()),
        ("image", images.Reference(MonitoringServices.NodeExporter, service.Nodes[0].Architecture)),
        ("replicas", service.Instances));

    private static Sequence Nodes(IEnumerable<Node> nodes) => new([.. nodes.Select(Of)]);

    private static Mapping Of(Node node) => Mapping.Of(("name", node.Name), ("address", Bracketed(node.Address)));

    private static string Bracketed(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;

    /// <summary>From here on Go collects before it asks for more: four fifths, the rest is for what it doesn't count.</summary>
    private static string GoMemory(MemorySize limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.Bytes / 5 * 4}B");
}
