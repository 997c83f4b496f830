using System.Globalization;
using Fridge.Model;
using Fridge.Tooling.Processes;

namespace Fridge.Rollout.Status;

/// <summary>How a person sees Prometheus, whose port answers the cluster's nodes alone: by a tunnel of ssh through its node.</summary>
/// <param name="Address">As the nodes reach it.</param>
/// <param name="Command">To be typed on this machine; it is then at <paramref name="LocalAddress"/>.</param>
public sealed record PrometheusAccess(string Address, string LocalAddress, string Command)
{
    /// <param name="reachable">With how its nodes are reached; null comes of one without monitoring.</param>
    public static PrometheusAccess? Of(Cluster reachable)
    {
        if (ClusterServices.Of(reachable, MonitoringServices.Prometheus) is not [{ Nodes: [var node] }])
            return null;
        var port = MonitoringServices.PortOf(reachable);
        string[] words =
        [
            "ssh", "-N", "-L", string.Create(CultureInfo.InvariantCulture, $"{MonitoringSettings.PrometheusPort}:{node.Address}:{port}"),
            .. node.Ssh.IdentityFile is { } key ? new[] { "-i", key } : [],
            .. node.Ssh.Port is { } ssh ? new[] { "-p", ssh.ToString(CultureInfo.InvariantCulture) } : [],
            node.Ssh.User is { } user ? $"{user}@{node.Address}" : node.Address,
        ];
        return new($"http://{node.Address}:{port}", $"http://localhost:{MonitoringSettings.PrometheusPort}", string.Join(' ', words.Select(ShellText.Quote)));
    }
}
