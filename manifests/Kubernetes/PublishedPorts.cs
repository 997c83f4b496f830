using System.Collections.Immutable;
using System.Globalization;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Kubernetes;

/// <summary>The ports of nodes that a workload has: its services' NodePorts, and what its containers take of the node itself.</summary>
internal static class PublishedPorts
{
    public static ImmutableArray<int> Of(KubernetesObject workload, IEnumerable<KubernetesObject> services) =>
    [
        .. services.Where(service => Selects(service, workload)).SelectMany(OfService).Concat(OfContainers(workload)).Distinct().Order(),
    ];

    public static IEnumerable<int> OfService(KubernetesObject service) => Numbers(service.Definition.Maps("spec.ports"), "nodePort");

    private static IEnumerable<int> OfContainers(KubernetesObject workload)
    {
        var ports = workload.PodTemplate.Maps("spec.containers").SelectMany(container => container.Maps("ports"));
        return Numbers(ports, workload.PodTemplate.Text("spec.hostNetwork") == "true" ? "containerPort" : "hostPort");
    }

    private static bool Selects(KubernetesObject service, KubernetesObject workload)
    {
        var selector = service.Definition.Map("spec.selector").Entries;
        var labels = workload.PodTemplate.Map("metadata.labels");
        return selector.Length > 0 && selector.All(wanted => labels[wanted.Key] is Scalar label && label.Text == ((Scalar)wanted.Value).Text);
    }

    private static IEnumerable<int> Numbers(IEnumerable<Mapping> ports, string key) =>
        from port in ports
        let text = port.Text(key)
        where int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(text!, CultureInfo.InvariantCulture);
}
