using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Manifests;
using Fridge.Manifests.Parity;
using Fridge.Model;
using Fridge.Nodes;

namespace Fridge.Targets;

/// <summary>What the rooms know, as the tables that a person sees.</summary>
internal static class Tables
{
    /// <summary>The plan: what runs where, and the sum of memory per node against its RAM.</summary>
    public static TextTable Plan(Cluster cluster, MemoryPlan plan)
    {
        var services = ClusterServices.Of(cluster);
        var table = new TextTable("plan", "node", "board", "runs", "memory planned", "RAM");
        foreach (var (node, memory) in cluster.Nodes.Zip(plan.Nodes))
            table = table.Row(node.Name, node.Board.Model, Services(services.On(node)), memory.Sum.ToString(), memory.Ram.ToString());
        return table;
    }

    /// <summary>For <c>--plan</c>: which service goes where, and why; what the cluster declares, as the templates and overrides have narrowed it, then what they add.</summary>
    public static TextTable Placement(ImmutableArray<Service> services, RenderedRelease release)
    {
        var table = new TextTable("what runs where", "service", "nodes", "because");
        foreach (var service in services.Where(service => service.Runner != ServiceRunner.Node))
            table = table.Row(Row(service, release.Workloads.FirstOrDefault(workload => workload.Name == service.Name)));
        return release.Workloads.Where(workload => services.All(service => service.Name != workload.Name)).Aggregate(
            table,
            (rows, workload) => rows.Row(workload.Name, NodeNames.Compress(workload.Nodes), "an override adds it; its memory is in no sum, and its ports are open to everybody"));
    }

    /// <summary>What two orchestrators wouldn't do alike, and why.</summary>
    public static TextTable Parity(IEnumerable<ParityRow> rows) => rows.Where(row => !row.IsEqual).Aggregate(
        new TextTable("what differs between the orchestrators", "service", "property", "here", "there", "because"),
        (table, row) => table.Row(row.Service, row.Property, Own(row.One, row.Other), Own(row.Other, row.One), row.Reason?.Reason ?? "an override changes it"));

    /// <summary>Of a long command line what the other one doesn't have.</summary>
    private static string Own(string words, string others) => words.Length <= 60 ? words : $"… {string.Join(' ', words.Split(' ').Except(others.Split(' ')))}".TrimEnd();

    private static string[] Row(Service service, Workload? workload) =>
        workload is null || workload.Nodes.Length == service.Nodes.Length
            ? [service.Name, NodeNames.Compress(service.Nodes.Select(node => node.Name)), service.Reason]
            : [service.Name, NodeNames.Compress(workload.Nodes), $"an override narrows it; without: {service.Reason}"];

    /// <summary>For <c>--plan</c>: how each node would be reached, and why so.</summary>
    public static TextTable Routes(IEnumerable<NodeRoute> routes)
    {
        var table = new TextTable("how the nodes are reached", "node", "address", "by", "because");
        foreach (var (route, decision) in routes.Select(route => (route, TransportDecision.For(route))))
            table = table.Row(route.Name, route.Target, decision.Transport == SshTransport.SshNet ? "SSH.NET" : "OpenSSH", decision.Reason);
        return table;
    }

    private static string Services(IEnumerable<Service> services) =>
        string.Join(", ", services.Where(service => service.Runner != ServiceRunner.Node).Select(service => service.Title).DefaultIfEmpty("-"));
}
