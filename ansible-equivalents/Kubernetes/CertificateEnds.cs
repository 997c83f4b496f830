using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>When certificates end that a Kubernetes gave itself for a year.</summary>
internal static class CertificateEnds
{
    /// <summary>They are renewed that long before: time for a shelf that is deployed to now and then.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromDays(60);

    public static bool AreNear(DateTimeOffset first, DateTimeOffset now) => first - now <= Early;

    /// <summary>Goes on from "certificates, ".</summary>
    public static string Words(DateTimeOffset first, DateTimeOffset now) =>
        $"of which the first {(first < now ? "ended" : "ends")} on {first.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

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
