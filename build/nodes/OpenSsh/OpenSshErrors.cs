using System.Net.Sockets;
using Fridge.Tooling;

namespace Fridge.Nodes.OpenSsh;

/// <summary>What ssh means by what it prints. Pure.</summary>
internal static class OpenSshErrors
{
    public static bool IsHostKey(string said) =>
        said.Contains("Host key verification failed", StringComparison.Ordinal) || said.Contains("host key is known", StringComparison.Ordinal);

    public static bool IsRefusedLogin(string said) =>
        said.Contains("Permission denied", StringComparison.Ordinal) || said.Contains("Too many authentication failures", StringComparison.Ordinal);

    public static bool IsRefusedSession(string said) => said.Contains("Session open refused by peer", StringComparison.Ordinal);

    /// <summary>A jump host or proxy command ended before the node was met: what is said above that is theirs.</summary>
    public static bool IsBefore(string said) => said.Contains("UNKNOWN port 65535", StringComparison.Ordinal);

    public static FridgeException From(NodeRoute route, string said)
    {
        if (IsBefore(said))
            return Before(route, said);
        var last = said.Trim().Split('\n')[^1];
        return Socket(said) is { } code
            ? ConnectErrors.From(route, new SocketException((int)code))
            : new FridgeException($"ssh did not reach {route.Name} ({route.Target}): {last}", $"Try it by hand: ssh -v {route.Address.Host}");
    }

    private static FridgeException Before(NodeRoute route, string said)
    {
        var by = route.JumpHost is { } jump ? $"the jump host {jump}" : "the proxy command of ssh's configuration";
        var theirs = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(line => !line.Contains("UNKNOWN port", StringComparison.Ordinal) && !line.StartsWith("kex_exchange", StringComparison.Ordinal));
        return new LoginRefusedException($"{route.Name} ({route.Target}) is reached through {by}, which did not let us through: {theirs ?? "it said nothing"}", $"Make this work first, without a password: ssh {route.JumpHost ?? route.Address.Host} true");
    }

    private static SocketError? Socket(string said) => said switch
    {
        _ when said.Contains("Could not resolve hostname", StringComparison.Ordinal) => SocketError.HostNotFound,
        _ when said.Contains("Connection refused", StringComparison.Ordinal) => SocketError.ConnectionRefused,
        _ when said.Contains("timed out", StringComparison.Ordinal) => SocketError.TimedOut,
        _ when said.Contains("No route to host", StringComparison.Ordinal) || said.Contains("unreachable", StringComparison.Ordinal) => SocketError.HostUnreachable,
        _ => null,
    };
}
