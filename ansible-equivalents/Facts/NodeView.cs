using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Provisioning.Facts;

/// <summary>What is known about all nodes at one moment.</summary>
/// <param name="Nodes">Readings by the node's name in the cluster file.</param>
public sealed record ClusterView(Cluster Cluster, ImmutableDictionary<string, NodeReadings> Nodes)
{
    /// <summary>What its facts say to those who don't know it.</summary>
    public required IOrchestratorFacts Orchestrator { get; init; }

    /// <summary>What the firewall closes but for the nodes: the orchestrator's ports and the host tasks'.</summary>
    public ImmutableArray<ClosedPort> Ports { get; init; } = [];

    /// <summary>The manager that commands go to, and that keeps the registry.</summary>
    public Node FirstManager => Cluster.Managers.First();

    public NodeView this[Node node] => new(node, this);

    public IEnumerable<NodeView> All => Cluster.Nodes.Select(node => this[node]);

    /// <summary>For what takes nodes away for a while: workers, then managers, the first one last.</summary>
    public IEnumerable<NodeView> WorkersFirst => All.OrderBy(node => node.Node.Roles.Contains(NodeRole.Manager)).ThenBy(node => node.Node == FirstManager);

    public ClusterView With(IEnumerable<NodeReadings> readings) =>
        this with { Nodes = Nodes.SetItems(readings.Select(read => KeyValuePair.Create(read.Node, read))) };
}

/// <summary>One node among all.</summary>
public sealed record NodeView(Node Node, ClusterView All)
{
    /// <summary>What everything else stands on: <see cref="Facts"/> and <see cref="Address"/>.</summary>
    public static IEnumerable<Fact> CommonFacts => [.. NodeFactsReader.Facts, SystemFacts.Addresses, SystemFacts.Uptime];

    public string Name => Node.Name;

    public NodeReadings Readings => All.Nodes[Node.Name];

    public NodeFacts Facts => Readings.Facts;

    public T Read<T>(Fact<T> fact) => Readings.Read(fact);

    /// <summary>Where the other nodes reach it: the cluster file's address where the node has it, else the first of its own.</summary>
    public System.Net.IPAddress Address
    {
        get
        {
            var own = Read(SystemFacts.Addresses);
            var asked = System.Net.IPAddress.TryParse(Node.Address, out var address) ? address : null;
            if (asked is not null && own.Contains(asked)) return asked;
            return own.IsEmpty
                ? asked ?? throw new FridgeException($"{Name} has no IPv4 address.", $"Look at `ip -4 address` on {Name}.")
                : own[0];
        }
    }
}
