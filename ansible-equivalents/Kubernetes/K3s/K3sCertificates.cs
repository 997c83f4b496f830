using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes.K3s;

/// <summary>What k3s gave itself for a year. It renews what ends within 90 days, and what has ended, as it starts; nothing but that.</summary>
internal static class K3sCertificates
{
    /// <summary>When the first of the node's ends; null: it has none. Files have the CA's behind, which lasts ten years.</summary>
    public static readonly Fact<DateTimeOffset?> Ends = new("k3s_certificates",
        "cat /var/lib/rancher/k3s/server/tls/client-*.crt /var/lib/rancher/k3s/server/tls/serving-*.crt /var/lib/rancher/k3s/agent/client-*.crt /var/lib/rancher/k3s/agent/serving-*.crt 2>/dev/null\n:",
        text => CertificateEnds.FirstOf(text.Text));

    public static IEnumerable<Finding> Examine(NodeView node)
    {
        if (!KubernetesState.IsMember(node) || node.Read(Ends) is not { } ends || !CertificateEnds.AreNear(ends, node.Readings.ReadAt)) yield break;
        var unit = KubernetesLayout.K3s.UnitOf(node.Node);
        yield return KubernetesPlanner.On(node,
            $"restart {unit}, which renews its certificates, {CertificateEnds.Words(ends, node.Readings.ReadAt)}", Shell.Text($"renew_certificates {unit} {node.Name}\n"));
    }

    /// <summary>An agent whose certificate has ended is known to nobody, and takes a token again.</summary>
    public static bool HaveEnded(NodeView node) => node.Read(Ends) is { } ends && ends < node.Readings.ReadAt;
}
