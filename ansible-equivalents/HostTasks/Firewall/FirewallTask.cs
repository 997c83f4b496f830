using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.Firewall;

/// <summary>
/// Closes the ports that Fridge opens, on every interface, but for the nodes and who may reach Flink. Never touches ssh. Rules and units are there
/// before the engine is installed or started, which requires them; the kernel's are compared with them, and a timer heals what another tool flushes.
/// </summary>
internal sealed class FirewallTask : IFollowUpTask
{
    private const string Folder = $"{WellKnown.NodeState}/firewall";
    private const string Keep = "fridge-firewall-keep";

    private static readonly ManagedScript Close = new("firewall.sh", $"{Folder}/firewall.sh");

    private static readonly Fact<string?> Rules4 = FileFacts.Text("firewall_rules4", $"{Folder}/rules.v4");

    private static readonly Fact<string?> Rules6 = FileFacts.Text("firewall_rules6", $"{Folder}/rules.v6");

    /// <summary>As <see cref="LiveFirewall.Parse"/> reads it. What of the table isn't ours stays away, since one of an engine's may be long.</summary>
    private static readonly Fact<LiveFirewall> Live = new("firewall_live", """
        live() {
          echo $2
          first=
          $1 -w -t mangle -S | while read -r rule; do
            case $rule in
              "-A FRIDGE "*) echo "$2 $rule" ;;
              "-A PREROUTING "*) [ "$first" ] || { first=1; echo "$2 $rule"; } ;;
            esac
          done
        }
        live iptables 4
        [ ! -e /proc/net/if_inet6 ] || live ip6tables 6
        """, LiveFirewall.Parse);

    /// <summary>Seconds since the script ran last; the timer runs it each minute.</summary>
    private static readonly Fact<long?> Age = new("firewall_age", "read -r last </run/fridge-firewall && read -r up _ </proc/uptime && echo $((${up%%.*} - last))",
        text => text.Status == 0 ? long.Parse(text.FirstLine, System.Globalization.CultureInfo.InvariantCulture) : null);

    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(3);

    // The engine starts when this has ended well: what isn't closed isn't published.
    private readonly BootUnit unit = new("fridge-firewall.service", "Closes Fridge's ports to all but its nodes", Close, before: "docker.service", requiredBy: "docker.service");

    private readonly TimedUnit keep = new(Keep, "Closes Fridge's ports again where another tool has opened them", Close);

    public string Name => "closed ports";

    public HostTaskSettings Settings { get; } = new("firewall", "Closes Fridge's ports to all but the nodes and `flink.allowFrom`. Off: whoever reaches Flink's port can run any jar there.");

    public IEnumerable<Fact> Facts => [Rules4, Rules6, Live, Age, PortsToClose.Ssh, SystemFacts.Listening, EngineFacts.Info, EngineFacts.Programs, .. unit.Facts, .. keep.Facts];

    public IEnumerable<Finding> Examine(NodeView node) => [.. PortsToClose.Taken(Name, node), .. Install(node), .. Files(node)];

    /// <summary>When all that is installed is there.</summary>
    public IEnumerable<Finding> FollowUp(NodeView node, IReadOnlyCollection<Finding> found)
    {
        var (four, six) = Desired(node);
        if (Files(node).Any() || !node.Read(Live).Holds(four, six))
            yield return new ShellChange(Name, node.Name, "close the ports", "", Shell.Text($"sh {Close.NodePath} now\n"));
        if (!keep.Changes(Name, node).Any() && !(node.Read(Age) < Stale.TotalSeconds))
            yield return new ShellChange(Name, node.Name, $"start {Keep}.timer, which has not run for a while", "", Shell.Text($"systemctl restart {Keep + ".timer"}\nsh {Close.NodePath}\n"));
    }

    public IEnumerable<Finding> WhenOff(NodeView node, IReadOnlyCollection<Finding> found)
    {
        yield return new Remark(Name, node.Name,
            $"the ports of {node.Name} are not closed by Fridge, since {Settings.Section.Path} is off there: whoever reaches port {node.All.Cluster.Flink.UiPort} can run any jar there");
    }

    /// <summary>Where neither an engine nor a containerd brings it along.</summary>
    private IEnumerable<Change> Install(NodeView node)
    {
        var cluster = node.All.Cluster;
        if (!cluster.HasEngine(node.Node) && !cluster.HasHostContainerd && !node.Read(EngineFacts.Programs).Contains("iptables"))
            yield return new ShellChange(Name, node.Name, "install iptables", "", "renew_package_lists\napt_get --no-install-recommends install iptables\n");
    }

    private List<Change> Files(NodeView node)
    {
        var (four, six) = Desired(node);
        return
        [
            .. FileChange.Make(Name, node.Name, $"{Folder}/rules.v4", "0644", node.Read(Rules4), four),
            .. FileChange.Make(Name, node.Name, $"{Folder}/rules.v6", "0644", node.Read(Rules6), six),
            .. unit.Changes(Name, node),
            .. keep.Changes(Name, node),
        ];
    }

    private static (string Four, string Six) Desired(NodeView node)
    {
        var ports = PortsToClose.Of(node, FirewallRules.Dropped(node.Read(Rules4) ?? ""));
        return (FirewallRules.Render(node.All, ports, 4), FirewallRules.Render(node.All, ports, 6));
    }
}
