using Fridge.Model;

namespace Fridge.Nodes;

/// <summary>How a node is reached, as the cluster file says it; null means: as ssh's own configuration says, else ssh's default.</summary>
public sealed record NodeAddress
{
    /// <summary>The node's name in the cluster file, and in its known_hosts file.</summary>
    public required string Name { get; init; }

    /// <summary>An address, a DNS name or an alias of ssh's configuration.</summary>
    public required string Host { get; init; }

    public int? Port { get; init; }

    public string? User { get; init; }

    /// <summary>Tried before those of ssh's configuration. <c>~/</c> is the home folder. A file that does not exist is skipped.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>The node comes into being with the cluster's key, so that no other is asked for, also before the key is there.</summary>
    public bool IsMadeWithClusterKey { get; init; }

    /// <summary>The cluster's known_hosts file: read and written by both transports.</summary>
    public required string KnownHostsFile { get; init; }

    /// <summary>The host key that must be met, as <c>ssh-ed25519 AAAA…</c>.</summary>
    public string? ExpectedHostKey { get; init; }

    public SshTransport Transport { get; init; } = SshTransport.Auto;

    public Become Become { get; init; } = Become.Sudo;

    /// <param name="knownHostsFile">The cluster's.</param>
    /// <param name="madeWithClusterKey"><see cref="IsMadeWithClusterKey"/>.</param>
    public static NodeAddress Of(Node node, string knownHostsFile, bool madeWithClusterKey) => new()
    {
        Name = node.Name,
        Host = node.Address,
        Port = node.Ssh.Port,
        User = node.Ssh.User,
        IdentityFile = node.Ssh.IdentityFile,
        IsMadeWithClusterKey = madeWithClusterKey,
        KnownHostsFile = knownHostsFile,
        ExpectedHostKey = node.HostKey,
        Transport = node.Ssh.Transport,
        Become = node.Ssh.Become,
    };
}
