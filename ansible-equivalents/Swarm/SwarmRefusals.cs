using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Tooling.Engines;

namespace Fridge.Provisioning.Swarm;

/// <summary>What Fridge won't touch: a swarm that isn't this cluster's is never left by force.</summary>
internal static class SwarmRefusals
{
    private const string Role = "swarm";

    /// <summary>What a node's own engine says is enough to refuse it.</summary>
    public static IEnumerable<Refusal> Of(NodeView node)
    {
        var swarm = SwarmState.Of(node);
        if (node.Read(KubernetesMembership.Maker) is { } maker)
        {
            yield return new Refusal(Role, node.Name, $"{node.Name} is in a Kubernetes ({maker}), and {node.All.Cluster.SourceFile} asks for a swarm.",
                $"If nothing in it is needed, on {node.Name}: {KubernetesMembership.Leave(maker)}; then here: ./build.sh Deploy --cluster {node.All.Cluster.SourceFile}")
            { WrongUse = true };
        }

        if (node.Read(EngineFacts.Info) is { LiveRestoreEnabled: true })
        {
            yield return new Refusal(Role, node.Name, $"The engine of {node.Name} has live-restore on, which Swarm doesn't work with.",
                $"On {node.Name}, take \"live-restore\" out of /etc/docker/daemon.json and restart docker.");
        }

        if (swarm.LocalNodeState == "locked")
            yield return new Refusal(Role, node.Name, $"The swarm on {node.Name} is locked.", $"On {node.Name}: docker swarm unlock");
        if (swarm.LocalNodeState == "error") yield return Broken(node, swarm);
        if (swarm.LocalNodeState is "active" or "pending" && HasMoved(node, swarm)) yield return Moved(node, swarm);
    }

    /// <summary>Swarm keeps the address that a node advertised when it was formed or joined: others look for it there for ever (moby#41043).</summary>
    private static bool HasMoved(NodeView node, SwarmInfo swarm) =>
        IPAddress.TryParse(swarm.NodeAddr, out var advertised) && advertised.AddressFamily == AddressFamily.InterNetwork
        && !IPAddress.IsLoopback(advertised) && !node.Read(SystemFacts.Addresses).Contains(advertised);

    private static Refusal Moved(NodeView node, SwarmInfo swarm) => new(Role, node.Name,
        $"The swarm of {node.Name} advertises {swarm.NodeAddr}, an address that {node.Name} no longer has (it has {string.Join(", ", node.Read(SystemFacts.Addresses))}): the other nodes can't find it.",
        node.Node.Roles.Contains(NodeRole.Manager)
            ? $"Give {node.Name} that address again; or form the swarm again, on each node: docker swarm leave --force, then run the same command again (this removes the services of the swarm)."
            : $"Give {node.Name} that address again; or, on {node.Name}: docker swarm leave, then run the same command again.");

    /// <summary>
    /// Whose swarm it is. An engine that doesn't answer may be the leader, or the member that nobody seems to name:
    /// nothing is known before all of them do.
    /// </summary>
    public static IEnumerable<Refusal> OfMembership(ClusterView cluster, NodeView? leader, ImmutableArray<SwarmNode> members) =>
        SwarmState.Silent(cluster).Any()
            ? []
            : [.. cluster.All.SelectMany(node => OfMember(node, leader, members)), .. Strangers(cluster, leader, members)];

    /// <summary>Two cards of which one is a copy of the other: the managers take them for one node that moves to and fro.</summary>
    public static IEnumerable<Refusal> Copies(ClusterView cluster) => cluster.All.Where(SwarmState.IsActive).GroupBy(node => SwarmState.Of(node).NodeID).Where(same => same.Count() > 1)
        .Select(same => new Refusal(Role, same.Last().Name,
            $"{string.Join(" and ", same.Select(node => node.Name))} have the same identity in the swarm ({same.Key}): the card of one is a copy of the other's.",
            $"On {same.Last().Name}: docker swarm leave --force; then run the same command again, which lets it join under its own identity."));

    // A worker that begins while its manager is away is pending.
    private static IEnumerable<Refusal> OfMember(NodeView node, NodeView? leader, ImmutableArray<SwarmNode> members) =>
        SwarmState.Of(node) switch
        {
            { LocalNodeState: "pending" } swarm => [Broken(node, swarm)],
            { LocalNodeState: "active" } swarm => Active(node, swarm, leader, members),
            _ => [],
        };

    private static Refusal Broken(NodeView node, SwarmInfo swarm) => new(Role, node.Name,
        $"The swarm membership of {node.Name} is broken ({swarm.LocalNodeState}): {swarm.Error}",
        $"Look at `docker info` on {node.Name}; if nothing in that swarm is needed: docker swarm leave --force, then run the same command again.");

    /// <summary>Members that the cluster file doesn't name.</summary>
    private static IEnumerable<Refusal> Strangers(ClusterView cluster, NodeView? leader, ImmutableArray<SwarmNode> members)
    {
        if (leader is null) yield break;
        var ours = cluster.All.Where(SwarmState.IsActive).Select(node => SwarmState.Of(node).NodeID).ToHashSet();
        foreach (var stranger in members.Where(member => !ours.Contains(member.ID) && FormerSelf(cluster, member) is null))
        {
            yield return new Refusal(Role, leader.Name,
                $"The swarm of {leader.Name} has a node that {cluster.Cluster.SourceFile} doesn't name: {stranger.Description.Hostname} ({stranger.Status.Addr}, {stranger.Status.State}).",
                $"Name it in the cluster file, or remove it: on that node `docker swarm leave`, then on {leader.Name} `docker node rm {stranger.ID}`.");
        }
    }

    /// <summary>
    /// The cluster's node that a worker entry was before that node was set up anew: the entry has our label, the node has another id.
    /// Null: it is none of ours, it is the node itself (as it may be while its engine is silent), or a manager, whose vote a person
    /// should take away.
    /// </summary>
    public static NodeView? FormerSelf(ClusterView cluster, SwarmNode member) =>
        member.Spec.Role != "worker" || member.Spec.Labels?.GetValueOrDefault(WellKnown.NodeLabel) is not { } name
            ? null
            : cluster.All.FirstOrDefault(node => node.Name == name && SwarmState.HasEngine(node) && SwarmState.Of(node).NodeID != member.ID);

    private static IEnumerable<Refusal> Active(NodeView node, SwarmInfo swarm, NodeView? leader, ImmutableArray<SwarmNode> members)
    {
        var member = members.FirstOrDefault(known => known.ID == swarm.NodeID);
        var wanted = node.Node.Roles.Contains(NodeRole.Manager) ? "manager" : "worker";
        if (leader is null)
        {
            yield return new Refusal(Role, node.Name, $"{node.Name} is in a swarm, and none of the cluster's managers leads it with a majority (its managers: {Peers(swarm)}).",
                $"Start its other managers; or, if nothing in that swarm is needed, on {node.Name}: docker swarm leave");
        }
        else if (member is null)
        {
            yield return new Refusal(Role, node.Name, $"{node.Name} is in another swarm than {leader.Name} (its managers: {Peers(swarm)}).",
                $"If nothing in that swarm is needed, on {node.Name}: docker swarm leave");
        }
        else if (member.Spec.Availability != "active" && Runs(node))
        {
            yield return new Refusal(Role, node.Name, $"{node.Name} takes no work of the swarm (availability {member.Spec.Availability}), and {Title(node)} must run there.",
                $"When the node may work again, on {leader.Name}: docker node update --availability active {member.ID}");
        }
        else if (member.Spec.Role != wanted)
        {
            yield return new Refusal(Role, node.Name, $"{node.Name} is a {member.Spec.Role} of the swarm; {node.All.Cluster.SourceFile} says {wanted}.",
                $"On {leader.Name}: docker node {(wanted == "manager" ? "promote" : "demote")} {member.ID}; or change the node's roles: in the cluster file.");
        }
    }

    private static bool Runs(NodeView node) => OnIt(node).Any();

    private static string Title(NodeView node) => string.Join(", ", OnIt(node).Select(service => service.Title).Distinct());

    private static IEnumerable<Service> OnIt(NodeView node) => ClusterServices.Of(node.All.Cluster)
        .Where(service => service.Runner == ServiceRunner.Orchestrator && service.Nodes.Any(on => on.Name == node.Name));

    private static string Peers(SwarmInfo swarm) =>
        swarm.RemoteManagers is { Length: > 0 } peers ? string.Join(", ", peers.Select(peer => peer.Addr)) : "none known";
}
