using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.HostTasks.Firewall;
using Fridge.Provisioning.HostTasks.HostsFile;
using Fridge.Provisioning.Stages;

namespace Fridge.Tests.Provisioning.Fixtures;

/// <summary>What the nodes would print after the plan was made true: every file that the plan writes is there with its content.</summary>
internal static class ConvergedFacts
{
    private const string Authority = ":registry_ca 0\n -----BEGIN CERTIFICATE-----\n";

    /// <summary>Flink listens on 8081, published by its stack.</summary>
    private const string Flink = ":listening 0\n 0016\n 1F91\n:stack_ports 0\n pico 1 8081\n pico 2\n";

    private static readonly object[] Members =
        [SwarmText.Labelled("id0", "pico-0", manager: true), SwarmText.Labelled("id1", "pico-1"), SwarmText.Labelled("id2", "pico-2")];

    /// <summary>The whole output of the facts script, by node.</summary>
    public static Dictionary<string, string> Of(Cluster cluster) => cluster.Nodes.ToDictionary(node => node.Name, node =>
        Readings.BarePi.Replace("{name}", node.Name).Replace("{address}", node.Address) + Sections(cluster, node.Name));

    private static string Sections(Cluster cluster, string name)
    {
        var at = cluster.Nodes.Select(node => node.Name).ToList().IndexOf(name);
        var swarm = at == 0 ? SwarmText.Manager("id0", Members) + Authority + Flink : SwarmText.Worker($"id{at}");
        var view = Readings.View(cluster, [(name, swarm), (cluster.Nodes[0].Name, Authority)]);
        var node = Readings.Node(view, name);
        var files = StageList.HostTasks.SelectMany(role => role.Examine(node)).OfType<ShellChange>()
            .Where(change => change.Diff.StartsWith("--- (no file)\n", StringComparison.Ordinal)).Select(FileSection);
        var block = HostsBlock.Render(view);
        return swarm + string.Concat(files)
            + Section("hosts", HostsBlock.Merge("127.0.0.1 localhost\n", block)) + Section("hosts_kept", block)
            + Section("fridge_hosts_enabled", "enabled\n") + Section("fridge_firewall_enabled", "enabled\n")
            + Section("firewall_live", $"4 {Rules(FirewallRules.Render(view, 4))} hooked\n6 {Rules(FirewallRules.Render(view, 6))} hooked\n");
    }

    private static string FileSection(ShellChange change)
    {
        var lines = change.Diff.TrimEnd('\n').Split('\n');
        var fact = StageList.Facts.Single(fact => fact.Script == $"cat {lines[1]["+++ ".Length..]}");
        return Section(fact.Name, string.Concat(lines[2..].Select(line => line[2..] + "\n")));
    }

    private static int Rules(string text) => text.Split('\n').Count(line => line.StartsWith("-A ", StringComparison.Ordinal));

    private static string Section(string name, string text) =>
        $":{name} 0\n" + string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $" {line}\n"));
}
