using Fridge.Engine;
using Fridge.Model;
using Fridge.Nodes;

namespace Fridge.Targets;

/// <summary>What the rooms know, as the tables that a person sees.</summary>
internal static class Tables
{
    /// <summary>The plan: what runs where, and the sum of memory per node against its RAM.</summary>
    public static TextTable Plan(Cluster cluster, MemoryPlan plan)
    {
        var table = new TextTable("plan", "node", "board", "runs", "memory planned", "RAM");
        foreach (var (node, memory) in cluster.Nodes.Zip(plan.Nodes))
            table = table.Row(node.Name, node.Board.Model, Services(memory), memory.Sum.ToString(), memory.Ram.ToString());
        return table;
    }

    /// <summary>For <c>--plan</c>: which service goes where, and why.</summary>
    public static TextTable Placement(IEnumerable<ServicePlacement> placements) => placements.Aggregate(
        new TextTable("what runs where", "service", "nodes", "because"),
        (table, placement) => table.Row(placement.Service, NodeNames.Compress(placement.Nodes), placement.Reason));

    /// <summary>For <c>--plan</c>: how each node would be reached, and why so.</summary>
    public static TextTable Routes(IEnumerable<NodeRoute> routes)
    {
        var table = new TextTable("how the nodes are reached", "node", "address", "by", "because");
        foreach (var (route, decision) in routes.Select(route => (route, TransportDecision.For(route))))
            table = table.Row(route.Name, route.Target, decision.Transport == SshTransport.SshNet ? "SSH.NET" : "OpenSSH", decision.Reason);
        return table;
    }

    private static string Services(NodeMemory memory)
    {
        var services = memory.Shares.Select(share => share.What).Where(what => what is "JobManager" or "TaskManager" or "Registry");
        return string.Join(", ", services.DefaultIfEmpty("-"));
    }
}
