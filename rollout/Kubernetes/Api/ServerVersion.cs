using System.Globalization;
using Fridge.Model;
using Fridge.Tooling;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>Which API servers Fridge speaks to.</summary>
internal static class ServerVersion
{
    /// <exception cref="FridgeException">Wrong use: older or newer.</exception>
    public static async Task<KubernetesVersion> CheckAsync(IKubernetesApi api, string where, bool isPatient, CancellationToken cancellationToken) =>
        Check(await api.SendAsync<VersionInfo>(ApiRequest.Get("/version") with { IsPatient = isPatient }, cancellationToken), where);

    /// <summary>By the one word that every build has: Debian's says neither <c>major</c> nor <c>minor</c>. Pure.</summary>
    internal static KubernetesVersion Check(VersionInfo said, string where)
    {
        var (major, version) = said.GitVersion?.TrimStart('v').Split('.') is [var first, var minor, .. var rest]
            ? (Number(first), new KubernetesVersion(Number(minor), Number(rest.FirstOrDefault())))
            : (0, new KubernetesVersion(0, 0));
        return major == 1 && version.IsSupported
            ? version
            : throw new FridgeException(
                $"{where} is Kubernetes {said.GitVersion ?? "of no version"}; Fridge speaks to 1.{KubernetesVersion.Oldest} up to 1.{KubernetesVersion.Newest}.",
                major <= 1 && version.Minor < KubernetesVersion.Oldest ? "Upgrade it (kubeadm upgrade goes one minor version at a time)." : "Take a newer Fridge.",
                wrongUse: true);
    }

    private static int Number(string? text) =>
        int.TryParse(new string([.. (text ?? "").TakeWhile(char.IsAsciiDigit)]), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
