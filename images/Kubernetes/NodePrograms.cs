using System.Collections.Immutable;
using System.Security.Cryptography;
using Fridge.Images.Locks;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Images.Kubernetes;

/// <summary>What a node of kubeadm's gets: its programs, and Debian's packages with what they call.</summary>
public sealed class NodePrograms(KubernetesDownloads downloads, KubernetesVersion version)
{
    private const int ShownDigits = 12;

    /// <summary>By the release and the lock: asks nobody.</summary>
    public static string IdOf(KubernetesVersion version, FridgePaths paths) => $"{version}-{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(KubernetesPackages.LockFile(paths))))[..ShownDigits]}";

    /// <param name="debian">Debian's name of the architecture that the node itself runs.</param>
    public async Task<ImmutableArray<NodeProgram>> FetchAsync(string debian, IReport report, CancellationToken cancellationToken) =>
    [
        await downloads.ProgramAsync(version, debian, "kubeadm", report, cancellationToken),
        await downloads.ProgramAsync(version, debian, "kubelet", report, cancellationToken),
        .. await downloads.PackagesAsync(KubernetesPackages.OfNodes, debian, report, cancellationToken),
    ];
}
