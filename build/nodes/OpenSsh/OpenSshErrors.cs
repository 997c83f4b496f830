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

    public static FridgeException From(NodeRoute route, string said)
    {
        var last = said.Trim().Split('\n')[^1];
        return Socket(said) is { } code
            ? ConnectErrors.From(route, new SocketException((int)code))
            : new FridgeException($"ssh did not reach {route.Name} ({route.Target}): {last}", $"Try it by hand: ssh -v {route.Address.Host}");
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
