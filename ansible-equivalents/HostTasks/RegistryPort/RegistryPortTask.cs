using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Registry;

namespace Fridge.Provisioning.HostTasks.RegistryPort;

/// <summary>The registry's two ports on the first manager: a person's own registry is the usual thing there. Found before they are closed to others, and before images are built.</summary>
internal sealed class RegistryPortTask : IHostTask
{
    public string Name => "registry port";

    public IEnumerable<Fact> Facts => [SystemFacts.Listening, RegistryFacts.RunningSpec, RegistryFacts.WritingSpec, EngineFacts.Info, EngineFacts.Programs];

    public bool AppliesTo(Node node, Cluster cluster) => cluster.ImageSource is null && node.Name == cluster.Managers.First().Name;

    public IEnumerable<Finding> Examine(NodeView node)
    {
        foreach (var (port, spec) in new[] { (NodePorts.Registry, RegistryFacts.RunningSpec), (NodePorts.RegistryWriting, RegistryFacts.WritingSpec) })
        {
            if (!node.Read(SystemFacts.Listening).Contains(port) || MayBeOurs(node, spec)) continue;
            yield return new Refusal(Name, node.Name,
                $"The port {port} of {node.Name}, which the cluster's registry needs, is taken: another program listens there.",
                $"To find that program, on {node.Name}: sudo ss -ltnp 'sport = :{port}'; give it another port, or make another node the first manager.")
            {
                WrongUse = true,
            };
        }
    }

    /// <summary>An engine that should know and doesn't say is believed, so that no Deploy refuses its own registry.</summary>
    private static bool MayBeOurs(NodeView node, Fact<string?> spec) =>
        node.Read(spec) is not null || (node.Read(EngineFacts.Info) is null && node.Read(EngineFacts.Programs).Contains("dockerd"));
}
