using System.Net;
using Fridge.Model;

namespace Fridge.Provisioning.Facts;

/// <summary>What an orchestrator's own facts say to those who know no orchestrator: the host tasks.</summary>
public interface IOrchestratorFacts
{
    /// <summary>In a message: <c>Swarm</c>.</summary>
    string Title { get; }

    /// <summary>Read on the first manager, beside what is read on every node.</summary>
    IEnumerable<Fact> OfFirstManager { get; }

    /// <summary>TCP ports of the node without which it can't be formed.</summary>
    IEnumerable<int> OwnPorts(Node node);

    /// <summary>Whether what listens on them may be its own. A node that should know and doesn't say is believed.</summary>
    bool MayListen(NodeView node);

    /// <summary>Networks within the cluster, of its containers and services, whose packets nodes pass on to each other and to nobody else.</summary>
    IEnumerable<IPNetwork> Inside(Cluster cluster);

    /// <summary>The ports that the running stack publishes on the node; null: nobody says.</summary>
    IEnumerable<ClosedPort>? Published(NodeView node);

    /// <summary>Whether what listens on the first manager's port may be the stack's own. A node that should know and doesn't say is believed.</summary>
    bool MayPublish(NodeView manager, int port);
}
