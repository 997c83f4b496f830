using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fridge.Model;
using Fridge.Provisioning.Facts;
using Fridge.Registry.Running;

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
        for file in ca.key tls/tls.crt tls/tls.key; do
          grep -q -e '^-----END ' "$file" || exit 1
        done
        cat ca.crt
        """, text => text.Status == 0 && IsCertificate(text.Text) ? text.Text : null) { Arguments = [RegistryPlace.Folder] };

    /// <summary>The hash label of the running registry; null: none runs.</summary>
    public static readonly Fact<string?> RunningSpec = EngineFacts.Asked("registry_spec", $"/containers/{RegistryPlace.Container}/json",
        text => text.Status == 0 && EngineFacts.Json<Inspected>(text) is { State.Running: true } found ? found.Config.Labels?.GetValueOrDefault(WorkloadLabels.Spec) : null);

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

    /// <summary>Read on the first manager.</summary>
    internal static ImmutableArray<Fact> All => [Authority, RunningSpec];

    private sealed record Inspected(InspectedState State, InspectedConfig Config);

    private sealed record InspectedState(bool Running);

    private sealed record InspectedConfig(Dictionary<string, string>? Labels);
}
