using System.Collections.Immutable;
using Fridge.Tooling;

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

    /// <summary>Tried in order, before those of ssh's configuration. <c>~/</c> is the home folder. Files that do not exist are skipped.</summary>
    public ImmutableArray<string> IdentityFiles { get; init; } = [];

    /// <summary>The node comes into being with the cluster's key, so that no other is asked for, also before the key is there.</summary>
    public bool IsMadeWithClusterKey { get; init; }

    /// <summary>The cluster's known_hosts file: read and written by both transports.</summary>
    public required string KnownHostsFile { get; init; }

    /// <summary>The host key that must be met, as <c>ssh-ed25519 AAAA…</c>.</summary>
    public string? ExpectedHostKey { get; init; }

    public TransportChoice Transport { get; init; } = TransportChoice.Auto;

    public BecomeMethod Become { get; init; } = BecomeMethod.Sudo;
}

/// <summary>What the cluster file says about the transport.</summary>
public enum TransportChoice
{
    Auto,
    SshNet,
    OpenSsh,
}

/// <summary>How root is reached after login.</summary>
public enum BecomeMethod
{
    /// <summary>The login user is root.</summary>
    None,

    /// <summary>sudo, with a password where it wants one. Nothing is done when the login user turns out to be root.</summary>
    Sudo,
}
