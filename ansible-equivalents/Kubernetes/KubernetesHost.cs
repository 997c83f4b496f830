using System.Collections.Immutable;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Kubernetes;

/// <summary>A node's own side of its Kubernetes.</summary>
/// <param name="HasKubelet">Its kubelet has credentials of a cluster.</param>
/// <param name="Runs">The kubelet does.</param>
/// <param name="Swaps">Some swap is on.</param>
/// <param name="Settings">Those of <see cref="KubernetesKernel.Settings"/> that are on.</param>
/// <param name="AdminHash">SHA-256 (hex) of the administrator's kubeconfig; null: the node has none.</param>
internal sealed record KubernetesHost(bool HasKubelet, bool Runs, bool Swaps, ImmutableHashSet<string> Settings, string? AdminHash)
{
    private const int HexOfSha256 = 64;

    public static KubernetesHost Parse(FactText text) => new(
        text.Lines.Contains("kubelet"),
        text.Lines.Contains("running"),
        text.Lines.Contains("swap"),
        [.. text.Lines.Where(KubernetesKernel.Settings.ContainsKey)],
        text.Lines.Select(line => line.Split(' ')[0]).FirstOrDefault(word => word.Length == HexOfSha256));
}

/// <summary>What pods' packets need of a kernel.</summary>
internal static class KubernetesKernel
{
    /// <summary>Below <c>/proc/sys</c>, each 1, with the name that sysctl has for it.</summary>
    public static readonly ImmutableSortedDictionary<string, string> Settings = ImmutableSortedDictionary<string, string>.Empty
        .Add("net/bridge/bridge-nf-call-iptables", "net.bridge.bridge-nf-call-iptables")
        .Add("net/ipv4/ip_forward", "net.ipv4.ip_forward");

    public const string Modules = "br_netfilter\noverlay\n";

    public static string SettingsFile => string.Concat(Settings.Values.Select(name => $"{name} = 1\n"));
}
