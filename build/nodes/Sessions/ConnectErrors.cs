using System.Net.Sockets;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Renci.SshNet.Common;

namespace Fridge.Nodes;

/// <summary>Why a node could not be reached, each with its next step.</summary>
internal static class ConnectErrors
{
    public static FridgeException From(NodeRoute route, Exception reason) => reason switch
    {
        SocketException socket => From(route, socket),
        SshAuthenticationException => Refused(route, reason),
        SshOperationTimeoutException or TimeoutException => Silent(route, reason),
        _ => new FridgeException($"{At(route)} ended the connection before a session began: {reason.Message}", $"Look at sshd on the node: journalctl -u ssh -n 20", inner: reason),
    };

    public static LoginRefusedException Refused(NodeRoute route, Exception? reason = null) => new(
        $"{At(route)} accepts none of our keys{(route.Identities.Length == 0 ? "" : $" ({string.Join(", ", route.Identities.Select(file => file.Path))})")}.",
        $"Install one: ssh-copy-id -p {route.Port} {route.User}@{route.Host}, or run this at a terminal and give the password once (without one: --node-password-file FILE).",
        inner: reason);

    public static LoginRefusedException WrongPassword(NodeRoute route) => new(
        $"{At(route)} did not accept the password of {route.User}.",
        "Check the user and the password; if sshd there takes no passwords, install a key at the node's own screen.");

    public static LoginRefusedException NotGiven(NodeRoute route) => new(
        $"{At(route)} asks for a password, and its host key was accepted without a check (--accept-new-host-keys), so no password is sent.",
        $"Write its hostKey: at {route.Name} in the cluster file, or accept the key once at a terminal.");

    public static FridgeException Lost(NodeRoute route, Exception? reason) => new(
        $"The connection to {At(route)} was lost{(reason is null ? "" : $": {reason.Message}")}",
        "Run the same command again: it continues where this one stopped.",
        inner: reason);

    /// <param name="said">What was printed in the command's place.</param>
    public static LoginRefusedException NotRun(NodeRoute route, string said) => new(
        $"The login of {At(route)} does not run the commands that it is given{(LastLines.Of(said) is { Count: > 0 } ? ", and says:" : ".")}",
        $"Look at the login shell of {route.User} there and its startup files, at ForceCommand in sshd's configuration and at command= in authorized_keys. This should print ok: ssh -p {route.Port} {route.User}@{route.Host} echo ok")
    {
        Evidence = [.. LastLines.Of(said)],
    };

    /// <summary>As of MaxSessions 0.</summary>
    public static LoginRefusedException NoSession(NodeRoute route) => new(
        $"sshd on {At(route)} opens no session, not even one per connection (MaxSessions).",
        "Set MaxSessions in /etc/ssh/sshd_config there to its default of 10: sudo systemctl reload ssh.");

    public static FridgeException NoChannel(NodeRoute route, TimeSpan limit) => new(
        $"{At(route)} is connected, and did not start the command within {limit.TotalSeconds:0} s.",
        $"Is it overloaded or out of memory, or does a startup file of {route.User}'s shell begin another program or ask something? Look at {route.Name} itself (ssh -p {route.Port} {route.User}@{route.Host} echo ok), then run the same command again.");

    public static FridgeException Silent(NodeRoute route, Exception? reason = null) => new NodeSilentException(
        $"{At(route)} does not answer.",
        "Is it switched on, and on this network? A board needs about a minute to start.",
        reason);

    private static FridgeException From(NodeRoute route, SocketException reason) => reason.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => new(
            $"The name {route.Host} of node {route.Name} can't be resolved.", $"Correct the address of {route.Name} in the cluster file.", inner: reason),
        SocketError.ConnectionRefused => new NodeSilentException(
            $"{At(route)} refuses connections: nothing listens on port {route.Port}.", "Is sshd running there, and is this its port? (sudo systemctl enable --now ssh)", reason),
        SocketError.TimedOut or SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkUnreachable => Silent(route, reason),
        _ => new($"{At(route)} could not be reached: {reason.Message}", "Check its address and the network.", inner: reason),
    };

    private static string At(NodeRoute route) => $"{route.Name} ({route.Target})";
}
