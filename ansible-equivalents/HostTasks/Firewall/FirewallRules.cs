using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.Firewall;

/// <summary>
/// The chain FRIDGE in the form of iptables-restore: allowed sources leave it, everything else to our ports is dropped. It stands in the table
/// mangle, which packets pass before an engine's or a person's rules have done anything with them; also those that the node only passes on.
/// </summary>
internal static partial class FirewallRules
{
    /// <param name="family">4 or 6.</param>
    public static string Render(ClusterView cluster, IReadOnlyList<ClosedPort> ports, int family) =>
        string.Join('\n', ["*mangle", ":FRIDGE - [0:0]", .. Lines(cluster, ports, [.. cluster.Orchestrator.Inside(cluster.Cluster).Where(network => IsOf(family, network.BaseAddress))], family), "COMMIT"]) + "\n";

    /// <summary>The ports that such a text drops, whoever may reach them.</summary>
    public static IEnumerable<ClosedPort> Dropped(string rules) =>
        Drop().Matches(rules).Select(drop => new ClosedPort(drop.Groups[1].Value, int.Parse(drop.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)));

    private static IEnumerable<string> Lines(ClusterView cluster, IReadOnlyList<ClosedPort> ports, IReadOnlyList<IPNetwork> inside, int family) =>
    [
        "-A FRIDGE -i lo -j RETURN",
        .. NodeAddresses(cluster).Where(address => IsOf(family, address))
            .Select(address => $"-A FRIDGE -s {address}/{(family == 4 ? 32 : 128)} -j RETURN"),
        .. inside.Select(network => $"-A FRIDGE -s {network} -j RETURN"),
        .. ports.SelectMany(port => port.AllowFrom.Where(network => IsOf(family, network.BaseAddress))
            .Select(network => $"-A FRIDGE -s {network} -p {port.Protocol} {To(port.Port)} -j RETURN")),
        .. inside.Select(network => $"-A FRIDGE -d {network} -m conntrack --ctdir ORIGINAL -j DROP"),
        "-A FRIDGE -m addrtype ! --dst-type LOCAL -j RETURN",
        .. ports.Where(port => !port.IsOfPods).Select(port => $"-A FRIDGE -p {port.Protocol} {To(port.Port)} -j DROP"),
    ];

    /// <summary>
    /// By the port that the client asked for: a published port is rewritten for the packets that follow. Only the way in, since the answers of such
    /// a connection carry the same mark.
    /// </summary>
    private static string To(int port) => $"-m conntrack --ctorigdstport {port} --ctdir ORIGINAL";

    /// <summary>All that a node has: from which one it sends is its kernel's choice.</summary>
    private static IEnumerable<IPAddress> NodeAddresses(ClusterView cluster) => cluster.All
        .SelectMany(node => (IPAddress[])[.. IPAddress.TryParse(node.Node.Address, out var asked) ? [asked] : Array.Empty<IPAddress>(), node.Address, .. node.Read(SystemFacts.Addresses)])
        .Distinct();

    private static bool IsOf(int family, IPAddress address) =>
        address.AddressFamily == (family == 4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6);

    [GeneratedRegex("^-A FRIDGE -p ([a-z]+) -m conntrack --ctorigdstport ([0-9]+) --ctdir ORIGINAL -j DROP$", RegexOptions.Multiline)]
    private static partial Regex Drop();
}

/// <summary>What the kernel enforces now, by address family.</summary>
internal sealed record LiveFirewall(IReadOnlyDictionary<int, ImmutableArray<string>> Families)
{
    private const string Hook = "-A PREROUTING -j FRIDGE";

    /// <summary>Lines <c>4 -A FRIDGE …</c>: family, and a rule of the chain as iptables prints it, or the first of the chain that it is hooked into; <c>4</c> alone: the family is there.</summary>
    public static LiveFirewall Parse(FactText text) => new(text.Lines
        .Select(line => line.Split(' ', 2))
        .GroupBy(words => int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture))
        .ToDictionary(family => family.Key, family => family.Where(words => words.Length == 2).Select(words => words[1]).ToImmutableArray()));

    /// <summary>A node without IPv6 has nothing to close there.</summary>
    public bool Holds(string rules4, string rules6) =>
        Families.ContainsKey(4) && Families.All(family => Same([Hook], Chain(family.Value, "PREROUTING")) && Same(Chain((family.Key == 4 ? rules4 : rules6).Split('\n'), "FRIDGE"), Chain(family.Value, "FRIDGE")));

    private static IEnumerable<string> Chain(IEnumerable<string> rules, string chain) => rules.Where(line => line.StartsWith($"-A {chain} ", StringComparison.Ordinal));

    /// <summary>Rule by rule; versions of iptables differ in the order of a rule's words.</summary>
    private static bool Same(IEnumerable<string> wanted, IEnumerable<string> live) => wanted.Select(Words).SequenceEqual(live.Select(Words));

    private static string Words(string rule) => string.Join(' ', rule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
}
