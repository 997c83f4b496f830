using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>When certificates end that a Kubernetes gave itself for a year.</summary>
internal static class CertificateEnds
{
    /// <summary>They are renewed that long before: time for a shelf that is deployed to now and then.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromDays(60);

    /// <param name="pem">Any number of them, and other lines.</param>
    /// <returns>Null: there is none.</returns>
    public static DateTimeOffset? FirstOf(string pem)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(pem);
        ImmutableArray<DateTime> ends = [.. all.Select(certificate => certificate.NotAfter.ToUniversalTime())];
        foreach (var certificate in all)
            certificate.Dispose();
        return ends.IsEmpty ? null : new DateTimeOffset(ends.Min());
    }
}
