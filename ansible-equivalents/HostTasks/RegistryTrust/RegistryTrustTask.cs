using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Registry;

namespace Fridge.Provisioning.HostTasks.RegistryTrust;

/// <summary>Each engine trusts the CA of the cluster's registry, and nothing else on the node does.</summary>
internal sealed class RegistryTrustTask : IHostTask
{
    private const string Path = $"/etc/docker/certs.d/{WellKnown.Registry}/ca.crt";

    private static readonly Fact<string?> Trusted = FileFacts.Text("registry_trusted", Path);

    public string Name => "registry trust";

    public HostTaskSettings Settings { get; } = new("registryTrust", "Has the engine trust the CA of the cluster's registry. Off: the engine trusts it already, or pulls nothing.");

    public IEnumerable<Fact> Facts => [Trusted];

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var authority = node.All[node.All.FirstManager].Read(RegistryFacts.Authority);
        return FileChange.Make(Name, node.Name, Path, "0644", node.Read(Trusted), authority ?? RegistryFacts.AuthorityToBeMade);
    }
}
