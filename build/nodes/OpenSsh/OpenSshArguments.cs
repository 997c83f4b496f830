using System.Collections.Immutable;
using System.Globalization;

namespace Fridge.Nodes.OpenSsh;

/// <summary>Command lines for ssh. Pure. The host is named as the cluster file names it, so that the user's own configuration applies, jump hosts included; what would break a session is overruled.</summary>
internal static class OpenSshArguments
{
    /// <summary>Printed by the master when it is connected and listens.</summary>
    public const string Connected = "fridge-connected";

    private static readonly ImmutableArray<string> Quiet =
        ["-T", .. Options("LogLevel=ERROR", "RemoteCommand=none", "RequestTTY=no", "ForwardAgent=no", "ForwardX11=no", "ClearAllForwardings=yes", "UpdateHostKeys=no")];

    /// <summary>Ends ssh, its parent, when its standard input ends. <c>exec</c>, since the user's own shell runs it.</summary>
    private const string WhenConnected =
        $"exec /bin/sh -c 'echo {Connected}; exec 3<&0; {{ cat <&3; grep -qx ssh /proc/$PPID/comm && kill $PPID; }} >/dev/null 2>&1 &'";

    /// <summary>
    /// The one connection, over which the others go, with no session of its own: sshd may allow few. It lasts as long as its standard input: a Fridge
    /// that is killed leaves none behind.
    /// </summary>
    public static ImmutableArray<string> Master(NodeRoute route, string socket, string knownHosts, bool byPassword) =>
    [
        "-M", "-N", "-S", socket, .. Quiet,
        .. Options("ControlPersist=no", "PermitLocalCommand=yes", $"LocalCommand={WhenConnected}"),
        .. Options("StrictHostKeyChecking=yes", $"UserKnownHostsFile=\"{knownHosts}\"", "GlobalKnownHostsFile=/dev/null"),
        .. Options($"ServerAliveInterval={Heartbeat.Interval.TotalSeconds:0}", "ServerAliveCountMax=2"),
        .. byPassword
            ? Options("BatchMode=no", "NumberOfPasswordPrompts=1", "PubkeyAuthentication=no", "PreferredAuthentications=keyboard-interactive,password")
            : Options("BatchMode=yes"),
        .. Reach(route), "--", route.Address.Host,
    ];

    /// <summary>Writes the key that the server shows into a file of its own, and logs in nowhere.</summary>
    public static ImmutableArray<string> Scan(NodeRoute route, string knownHosts) =>
    [
        .. Quiet, .. Options("StrictHostKeyChecking=accept-new", $"UserKnownHostsFile=\"{knownHosts}\"", "GlobalKnownHostsFile=/dev/null", "HashKnownHosts=no"),
        .. Options("ControlPath=none", "BatchMode=yes", "PreferredAuthentications=none"),
        .. Reach(route), "--", route.Address.Host, "true",
    ];

    public static ImmutableArray<string> Exec(NodeRoute route, string socket, string commandLine) =>
        [.. OverMaster(socket), "--", route.Address.Host, commandLine];

    public static ImmutableArray<string> Dial(NodeRoute route, string socket, string host, int port) =>
        [.. OverMaster(socket), "-W", host.Contains(':') ? $"[{host}]:{port}" : $"{host}:{port}", "--", route.Address.Host];

    public static ImmutableArray<string> Exit(NodeRoute route, string socket) => ["-S", socket, "-O", "exit", "--", route.Address.Host];

    /// <summary>Without its master ssh would connect anew by itself: a proxy command that fails forbids it.</summary>
    private static ImmutableArray<string> OverMaster(string socket) =>
        ["-S", socket, .. Quiet, .. Options("ControlMaster=no", "BatchMode=yes", "ProxyJump=none", "ProxyCommand=false")];

    private static ImmutableArray<string> Reach(NodeRoute route) =>
    [
        .. Options($"HostKeyAlias={KnownHosts.Alias(route.Name)}", "ConnectTimeout=15"),
        "-p", route.Port.ToString(CultureInfo.InvariantCulture), "-l", route.User,
        .. route.Identities.SelectMany(file => new[] { "-i", file.Path }),
    ];

    private static IEnumerable<string> Options(params string[] options) => options.SelectMany(option => new[] { "-o", option });
}
