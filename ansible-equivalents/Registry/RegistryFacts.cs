using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fridge.Model;
using Fridge.Provisioning.Facts;
using Fridge.Registry.Certificates;
using Fridge.Registry.Running;
using Fridge.Tooling.Engines;

namespace Fridge.Provisioning.Registry;

/// <summary>What the manager keeps of the registry.</summary>
public static class RegistryFacts
{
    /// <summary>Stands in a plan for the certificate that the apply will make first.</summary>
    public const string AuthorityToBeMade = "(a new CA, made on the first apply)\n";

    /// <summary>
    /// The CA's certificate; null: none was made yet, or what is there is of no use: a power cut may leave files empty, and an engine
    /// that starts the registry while its folder is away makes an empty one.
    /// </summary>
    public static readonly Fact<string?> Authority = new("registry_ca", """
        cd "$1" || exit 1
        grep -q -e '^-----END ' ca.key || exit 1
        cat ca.crt
        """, text => text.Status == 0 && IsCertificate(text.Text) ? text.Text : null) { Arguments = [RegistryPlace.Folder] };

    /// <summary>The certificates that the CA signed for the registry, and what tells whether the keys beside them are theirs; null: not all of that is there.</summary>
    internal static readonly Fact<StoredCertificates?> Certificates = new("registry_certificates", """
        cd "$1" || exit 1
        cmp -s ca.crt readers/clients.crt || exit 1
        sha256sum tls/tls.key writer.key && cat tls/tls.crt writers/clients.crt
        """, text => text.Status == 0 ? StoredCertificates.Parse(text.Text) : null) { Arguments = [RegistryPlace.Folder] };

    /// <summary>The hash label of the running registry that nodes read from; null: none runs.</summary>
    public static readonly Fact<string?> RunningSpec = SpecOf("registry_spec", RegistryPlace.Container);

    /// <summary>The same of the one that Fridge writes by.</summary>
    public static readonly Fact<string?> WritingSpec = SpecOf("registry_writing_spec", RegistryPlace.WritingContainer);

    /// <summary>The CA to keep; null: one is to be made, since there is none or it ends soon.</summary>
    public static string? AuthorityOf(ClusterView cluster)
    {
        var manager = cluster[cluster.FirstManager];
        return manager.Read(Authority) is { } ca && CertificateVerdict.IsAuthority(ca, manager.Readings.ReadAt) ? ca : null;
    }

    /// <summary>Of both containers, which have the same; null: neither runs.</summary>
    internal static string? SpecOf(NodeView manager) => (manager.Read(RunningSpec), manager.Read(WritingSpec)) switch
    {
        (null, null) => null,
        var (reading, writing) when reading == writing => reading,
        _ => "half of it",
    };

    /// <summary>Read on the first manager.</summary>
    internal static ImmutableArray<Fact> All => [Authority, Certificates, RunningSpec, WritingSpec];

    private static Fact<string?> SpecOf(string name, string container) => EngineFacts.Asked(name, $"/containers/{container}/json",
        text => text.Status == 0 && EngineObject.Parse(text.Text) is var found && found.Object("State")?.Flag("Running") == true
            ? found.Object("Config")?.Map("Labels")?.GetValueOrDefault(WorkloadLabels.Spec)
            : null);

    private static bool IsCertificate(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
