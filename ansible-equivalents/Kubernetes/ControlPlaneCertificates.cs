using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>What kubeadm gave the control plane for a year; its CA lasts ten, and kubelets renew their own.</summary>
/// <param name="Ends">The first of them.</param>
/// <param name="IsHalfRenewed">A renewal was begun and came to no end.</param>
internal sealed record ControlPlaneCertificates(DateTimeOffset Ends, bool IsHalfRenewed)
{
    /// <summary>Time for a shelf that is deployed to now and then.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromDays(60);

    /// <summary>Null: the node has none.</summary>
    public static readonly Fact<ControlPlaneCertificates?> Held = new("kube_certificates", $$"""
        cd /etc/kubernetes/pki || exit 1
        [ ! -e {{KubernetesPaths.Renewing}} ] || echo renewing
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
        if (first.Read(Held) is not { } held || (!held.IsHalfRenewed && held.Ends - first.Readings.ReadAt > Early))
            yield break;
        var when = held.Ends.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return new ShellChange(KubernetesPlanner.Source, first.Name,
            held.IsHalfRenewed ? "renew the control plane's certificates, which an interrupted run began to renew" : $"renew the control plane's certificates, of which the first {(held.Ends < first.Readings.ReadAt ? "ended" : "ends")} on {when}",
            "", "renew_certificates\n")
        {
            Helpers = KubernetesShell.Functions,
        };
    }

    private static ControlPlaneCertificates? Parse(FactText text)
    {
        if (text.Status != 0)
            return null;
        var all = new X509Certificate2Collection();
        all.ImportFromPem(text.Text);
        ImmutableArray<DateTime> ends = [.. all.Select(certificate => certificate.NotAfter.ToUniversalTime())];
        foreach (var certificate in all)
            certificate.Dispose();
        return ends.IsEmpty ? null : new(new DateTimeOffset(ends.Min()), text.Lines.Contains("renewing"));
    }
}
