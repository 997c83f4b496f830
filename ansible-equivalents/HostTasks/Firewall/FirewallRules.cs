using System.Net;
using System.Net.Sockets;
using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.Firewall;

/// <summary>The chain FRIDGE in the form of iptables-restore: allowed sources leave it, everything else to our ports is dropped.</summary>
internal static class FirewallRules
{
    /// <param name="family">4 or 6.</param>
    public static string Render(ClusterView cluster, int family)
    {
        string[] rules =
        [
            "-A FRIDGE -i lo -j RETURN",
            .. NodeAddresses(cluster).Where(address => IsOf(family, address))
                .Select(address => $"-A FRIDGE -s {address}/{(family == 4 ? 32 : 128)} -j RETURN"),
            .. cluster.Ports.SelectMany(port => port.AllowFrom.Where(network => IsOf(family, network.BaseAddress))
                .Select(network => $"-A FRIDGE -s {network} -p {port.Protocol} {To(port.Port)} -j RETURN")),
            .. cluster.Ports.Select(port => $"-A FRIDGE -p {port.Protocol} {To(port.Port)} -j DROP"),
        ];
        return string.Join('\n', ["*filter", ":FRIDGE - [0:0]", .. rules, "COMMIT"]) + "\n";
    }

    /// <summary>
    /// By the port that the client asked for: a published port is rewritten before these rules see it. Only the way in,
    /// since the answers of such a connection carry the same mark.
    /// </summary>
    private static string To(int port) => $"-m conntrack --ctorigdstport {port} --ctdir ORIGINAL";

    private static IEnumerable<IPAddress> NodeAddresses(ClusterView cluster) => cluster.All
        .SelectMany(node => IPAddress.TryParse(node.Node.Address, out var asked) ? [asked, node.Address] : new[] { node.Address })
        .Distinct();

    private static bool IsOf(int family, IPAddress address) =>
        address.AddressFamily == (family == 4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6);
}
