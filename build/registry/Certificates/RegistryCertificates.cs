namespace Fridge.Registry.Certificates;

/// <summary>What the first manager keeps for the registry: the CA, the registry's own certificate, and the one that may write.</summary>
public sealed record RegistryCertificates(CertificateAuthority Authority, CertificatePair Server, CertificatePair Writer)
{
    /// <summary>The name in every node's hosts file.</summary>
    public const string HostName = "registry.fridge";

    public string CaPem => Authority.CaPem;

    /// <param name="redactor">Hides the keys.</param>
    public static RegistryCertificates Create(TimeProvider time, Redactor redactor) => Of(CertificateAuthority.Create(time, redactor), time, redactor);

    /// <summary>Of a CA that is there.</summary>
    public static RegistryCertificates Of(CertificateAuthority authority, TimeProvider time, Redactor redactor) =>
        new(authority, authority.ForRegistry(time, redactor), authority.ForWriter(time, redactor));
}
