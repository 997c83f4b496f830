using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Tooling.Processes;

namespace Fridge.Provisioning.HostTasks.Firewall;

/// <summary>Closes the ports that Fridge opens, on every interface, but for the nodes and who may reach Flink. Never touches ssh.</summary>
internal sealed class FirewallTask : IHostTask
{
    private const string Folder = $"{WellKnown.NodeState}/firewall";

    private static readonly ManagedScript Close = new("firewall.sh", $"{Folder}/firewall.sh");

    private static readonly Fact<string?> Rules4 = FileFacts.Text("firewall_rules4", $"{Folder}/rules.v4");

    private static readonly Fact<string?> Rules6 = FileFacts.Text("firewall_rules6", $"{Folder}/rules.v6");

    /// <summary>Lines <c>4 9 hooked</c>: family, rules in the chain, and whether both hooks lead to it.</summary>
    private static readonly Fact<LiveFirewall> Live = new("firewall_live", """
        live() {
          hooked=hooked
          $1 -w -C INPUT -j FRIDGE && $1 -w -C DOCKER-USER -m conntrack --ctstate DNAT -j FRIDGE || hooked=open
          echo "$2 $($1 -w -S FRIDGE | grep -c '^-A') $hooked"
        }
        live iptables 4
        [ ! -e /proc/net/if_inet6 ] || live ip6tables 6
        """, LiveFirewall.Parse);

    // Before the engine, so that no published port is ever open: the engine keeps a DOCKER-USER chain that it finds.
    private readonly BootUnit unit = new("fridge-firewall.service", "Closes Fridge's ports but for its nodes", Close, Before: "docker.service");

    public string Name => "closed ports";

    public HostTaskSettings Settings { get; } = new("firewall", "Closes Fridge's ports but for the nodes and `flink.allowFrom`. Off: who reaches Flink's port runs any jar there.");

    public IEnumerable<string> After => ["docker"];

    public IEnumerable<Fact> Facts => [Rules4, Rules6, Live, .. unit.Facts];

    public IEnumerable<Finding> Examine(NodeView node)
    {
        var live = node.Read(Live);
        var (four, six) = (FirewallRules.Render(node.All, 4), FirewallRules.Render(node.All, 6));
        List<Change> changes =
        [
            .. FileChange.Make(Name, node.Name, $"{Folder}/rules.v4", "0644", node.Read(Rules4), four),
            .. FileChange.Make(Name, node.Name, $"{Folder}/rules.v6", "0644", node.Read(Rules6), six),
            .. unit.Changes(Name, node),
        ];
        if (changes.Count > 0 || !live.Holds(four, six))
            changes.Add(new ShellChange(Name, node.Name, "close the ports", "", Shell.Text($"sh {Close.NodePath}\n")));
        return changes;
    }

    public IEnumerable<Finding> WhenOff(NodeView node, IReadOnlyCollection<Finding> found)
    {
        yield return new Remark(Name, node.Name,
            $"the ports of {node.Name} are not closed by Fridge, since {Settings.Section.Path} is off there: whoever reaches port {node.All.Cluster.Flink.UiPort} runs any jar on it");
    }
}

/// <summary>What the kernel enforces now, by address family.</summary>
internal sealed record LiveFirewall(IReadOnlyDictionary<int, (int Rules, bool Hooked)> Families)
{
    public static LiveFirewall Parse(FactText text) => new(text.Lines
        .Select(line => line.Split(' '))
        .ToDictionary(
            parts => int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture),
            parts => (int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), parts[2] == "hooked")));

    /// <summary>A node without IPv6 has nothing to close there.</summary>
    public bool Holds(string rules4, string rules6) =>
        Families.ContainsKey(4) && Families.All(family =>
            family.Value == (Count(family.Key == 4 ? rules4 : rules6), true));

    private static int Count(string rules) => rules.Split('\n').Count(line => line.StartsWith("-A FRIDGE ", StringComparison.Ordinal));
}
