using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes.Kubeadm;

/// <summary>What kubeadm gave the control plane for a year; its CA lasts ten, and kubelets renew their own.</summary>
/// <param name="Ends">The first of them.</param>
/// <param name="IsHalfRenewed">A renewal was begun and came to no end.</param>
internal sealed record ControlPlaneCertificates(DateTimeOffset Ends, bool IsHalfRenewed)
{
    /// <summary>Null: the node has none.</summary>
    public static readonly Fact<ControlPlaneCertificates?> Held = new("kube_certificates", """
        cd /etc/kubernetes/pki || exit 1
        [ ! -e /etc/kubernetes/fridge-renewing ] || echo renewing
        for file in *.crt etcd/*.crt; do
          case $file in *ca.crt) ;; *) [ ! -f "$file" ] || cat "$file" ;; esac
        done
        for file in admin controller-manager scheduler; do
          sed -n 's/^ *client-certificate-data: *//p' "../$file.conf" | base64 -d
        done
        :
        """, Parse);

    /// <summary>On the first manager, where the control plane is.</summary>
    public static IEnumerable<ShellChange> Examine(NodeView first)
    {
        if (first.Read(Held) is not { } held || (!held.IsHalfRenewed && !CertificateEnds.AreNear(held.Ends, first.Readings.ReadAt)))
            yield break;
        yield return KubernetesPlanner.On(first,
            held.IsHalfRenewed ? "renew the control plane's certificates, which an interrupted run began to renew" : $"renew the control plane's certificates, {CertificateEnds.Words(held.Ends, first.Readings.ReadAt)}",
            "renew_certificates\n");
    }

    private static ControlPlaneCertificates? Parse(FactText text) =>
        text.Status == 0 && CertificateEnds.FirstOf(text.Text) is { } ends ? new(ends, text.Lines.Contains("renewing")) : null;
}
