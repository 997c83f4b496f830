using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Virtual;

/// <summary>Virtual Pis that answer, and how they are reached.</summary>
/// <param name="IdentityFile">The cluster's own private key, which every Pi accepts.</param>
/// <param name="Changed">False: they all were up and as planned.</param>
internal sealed record RunningFridge(string IdentityFile, ImmutableArray<RunningPi> Pis, bool Changed)
{
    /// <summary>The cluster with everything filled in that a session to its nodes needs.</summary>
    public Cluster Reach(Cluster cluster) => cluster with { Nodes = [.. VirtualPlan.WithLogins(cluster).Nodes.Select(Reach)] };

    private Node Reach(Node node) => node with
    {
        HostKey = Pis.Single(pi => pi.Node == node.Name).HostKey,
        Ssh = node.Ssh with { IdentityFile = IdentityFile },
    };
}

/// <param name="HostKey">As read through the engine: <c>ssh-ed25519 AAAA…</c>.</param>
internal sealed record RunningPi(string Node, string Address, string Container, string HostKey);
