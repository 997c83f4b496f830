using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Facts;
using Fridge.Registry.Running;

namespace Fridge.Provisioning.Registry;

/// <summary>What the manager keeps of the registry.</summary>
public static class RegistryFacts
{
    /// <summary>Stands in a plan for the certificate that the apply will make first.</summary>
    public const string AuthorityToBeMade = "(a new CA, made on the first apply)\n";

    /// <summary>The CA's certificate; null: none was made yet.</summary>
    public static readonly Fact<string?> Authority = FileFacts.Text("registry_ca", $"{RegistryPlace.Folder}/ca.crt");

    /// <summary>The hash label of the running registry; null: none runs.</summary>
    public static readonly Fact<string?> RunningSpec = new("registry_spec",
        $$$"""
        docker inspect --format '{{.State.Running}} {{index .Config.Labels "{{{WorkloadLabels.Spec}}}"}}' {{{RegistryPlace.Container}}}
        """,
        text => text.Status == 0 && text.FirstLine.Split(' ') is ["true", { Length: > 0 } spec] ? spec : null) { Requires = "docker" };

    /// <summary>Read on the first manager.</summary>
    internal static ImmutableArray<Fact> All => [Authority, RunningSpec];
}
