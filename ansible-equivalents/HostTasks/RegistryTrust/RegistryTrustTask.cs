using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks.Containerd;
using Fridge.Provisioning.Registry;
using Fridge.Registry.Certificates;

namespace Fridge.Provisioning.HostTasks.RegistryTrust;

/// <summary>Each engine trusts the CA of the cluster's registry, and nothing else on the node does; and it has a certificate of that CA, by which the registry lets it read.</summary>
internal sealed class RegistryTrustTask : IHostTask
{
    internal const string Folder = $"/etc/docker/certs.d/{WellKnown.Registry}";

    private const string Path = $"{Folder}/ca.crt";

    private const string ContainerdPath = $"{ContainerdSettings.Registries}/{WellKnown.Registry}/hosts.toml";

    /// <summary>The engine's own files, so that there is one copy to renew. containerd reads them at each pull.</summary>
    private const string ContainerdHosts = $"""
        # Written by Fridge: how containerd reaches the cluster's registry.
        server = "https://{WellKnown.Registry}"

        [host."https://{WellKnown.Registry}"]
        capabilities = ["pull", "resolve"]
        ca = "{Path}"
        client = [["{Folder}/client.cert", "{Folder}/client.key"]]

        """;

    private static readonly Fact<string?> Trusted = FileFacts.Text("registry_trusted", Path);

    internal static readonly Fact<string?> Certificate = FileFacts.Text("registry_client", $"{Folder}/client.cert");

    /// <summary>The hash of the key beside it; null: there is none that root alone can read.</summary>
    internal static readonly Fact<string?> KeyHash = new("registry_client_key", """
        [ -O "$1" ] && [ "$(stat -c %a "$1")" = 600 ] && sha256sum "$1"
        """, text => text.Status == 0 ? text.FirstLine.Split(' ')[0] : null) { Arguments = [$"{Folder}/client.key"] };

    internal static readonly Fact<string?> OfContainerd = FileFacts.Text("registry_containerd", ContainerdPath);

    public string Name => "registry trust";

    public HostTaskSettings Settings { get; } = new("registryTrust",
        "Makes the engine trust the CA of the cluster's registry, and gives it the certificate that the registry asks for. Off: you set up both, or the engine can't pull.");

    public IEnumerable<Fact> Facts => [Trusted, Certificate, KeyHash, OfContainerd];

    /// <summary>Another registry has its certificate from elsewhere.</summary>
    public bool AppliesTo(Node node, Cluster cluster) => cluster.ImageSource is null;

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var authority = RegistryFacts.AuthorityOf(node.All);
        foreach (var change in FileChange.Make(Name, node.Name, Path, "0644", node.Read(Trusted), authority ?? RegistryFacts.AuthorityToBeMade))
            yield return change;
        foreach (var change in node.All.Cluster.HasHostContainerd ? FileChange.Make(Name, node.Name, ContainerdPath, "0644", node.Read(OfContainerd), ContainerdHosts) : [])
            yield return change;
        if (authority is null || !Holds(node, authority)) yield return new MakeNodeCertificate(Name, node.Name, Folder);
    }

    private static bool Holds(NodeView node, string authority) =>
        node.Read(Certificate) is { } certificate && node.Read(KeyHash) is { } key && CertificateVerdict.Holds(certificate, key, authority, node.Readings.ReadAt);
}
