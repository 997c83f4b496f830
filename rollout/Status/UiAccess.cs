using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Tooling.Processes;

namespace Fridge.Rollout.Status;

/// <summary>
/// How a person sees Flink's UI. Its port answers the nodes and <c>allowFrom</c> only, so the sure way is a tunnel that ends on the manager.
/// </summary>
/// <param name="Address">For a browser that <c>allowFrom</c> lets in.</param>
/// <param name="Tunnel">To be typed on this machine; the UI is then at <paramref name="LocalAddress"/>.</param>
/// <param name="FromElsewhere">To be typed on another machine that can ssh to this one.</param>
public sealed record UiAccess(string Address, string LocalAddress, string Tunnel, string FromElsewhere)
{
    /// <param name="identityFile">The key that reaches the manager; null: ssh knows.</param>
    /// <param name="knownHosts">The cluster's known_hosts; null: ssh's own.</param>
    /// <param name="localPort">The local side only; the service's port stays.</param>
    /// <param name="here">This machine as another reaches it: <c>user@host</c>.</param>
    public static UiAccess Of(Node manager, int uiPort, int localPort, string? identityFile, string? knownHosts, string here)
    {
        ImmutableArray<string> ssh =
        [
            "ssh", "-N",
            .. identityFile is null ? Array.Empty<string>() : ["-i", identityFile],
            .. knownHosts is null ? Array.Empty<string>() : ["-o", $"UserKnownHostsFile={knownHosts}"],
            .. manager.Ssh.Port is { } port ? new[] { "-p", port.ToString(CultureInfo.InvariantCulture) } : [],
            "-L", $"{localPort}:127.0.0.1:{uiPort}",
            manager.Ssh.User is { } user ? $"{user}@{manager.Address}" : manager.Address,
        ];
        var tunnel = string.Join(' ', ssh.Select(ShellText.Quote));
        return new UiAccess(
            $"http://{manager.Address}:{uiPort}",
            $"http://localhost:{localPort}",
            tunnel,
            $"ssh -t -L {localPort}:127.0.0.1:{localPort} {ShellText.Quote(here)} {ShellText.Quote(tunnel)}");
    }
}
