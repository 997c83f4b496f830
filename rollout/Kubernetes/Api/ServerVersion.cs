using System.Globalization;
using Fridge.Tooling;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>Which API servers Fridge speaks to.</summary>
internal static class ServerVersion
{
    public static readonly Version Oldest = new(1, 20);

    public static readonly Version Newest = new(1, 37);

    /// <exception cref="FridgeException">Wrong use: older or newer.</exception>
    public static async Task<Version> CheckAsync(IKubernetesApi api, string where, bool isPatient, CancellationToken cancellationToken) =>
        Check(await api.SendAsync<VersionInfo>(ApiRequest.Get("/version") with { IsPatient = isPatient }, cancellationToken), where);

    /// <summary>By the one word that every build has: Debian's says neither <c>major</c> nor <c>minor</c>. Pure.</summary>
    internal static Version Check(VersionInfo said, string where)
    {
        var version = said.GitVersion?.TrimStart('v').Split('.') is [var major, var minor, ..] ? new Version(Number(major), Number(minor)) : new Version(0, 0);
        return version >= Oldest && version <= Newest
            ? version
            : throw new FridgeException(
                $"{where} is Kubernetes {said.GitVersion ?? "of no version"}; Fridge speaks to {Oldest} up to {Newest}.",
                version < Oldest ? "Upgrade it (kubeadm upgrade goes one minor version at a time)." : "Take a newer Fridge.",
                wrongUse: true);
    }

    private static int Number(string? text) =>
        int.TryParse(new string([.. (text ?? "").TakeWhile(char.IsAsciiDigit)]), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
