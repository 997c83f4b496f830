using System.Collections.Immutable;

namespace Fridge.Nodes;

/// <summary>A <see cref="NodeAddress"/> with nothing left open: what <c>ssh -G</c> and the files on this machine say.</summary>
public sealed record NodeRoute
{
    public required NodeAddress Address { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string User { get; init; }

    /// <summary>Those that exist.</summary>
    public required ImmutableArray<IdentityFile> Identities { get; init; }

    /// <summary><c>ProxyJump</c> of ssh's configuration.</summary>
    public string? JumpHost { get; init; }

    /// <summary><c>ProxyCommand</c> of ssh's configuration.</summary>
    public string? ProxyCommand { get; init; }

    /// <summary>An agent's socket is there.</summary>
    public required bool HasAgent { get; init; }

    /// <summary>The ssh program is on this machine.</summary>
    public required bool HasSsh { get; init; }

    public string Name => Address.Name;

    /// <summary>For messages: <c>pi@192.168.1.10:22</c>.</summary>
    public string Target => $"{User}@{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}";
}

/// <summary>A private key, or the name of one.</summary>
public sealed record IdentityFile(string Path, IdentityKind Kind);

public enum IdentityKind
{
    /// <summary>A private key that this program can read.</summary>
    Plain,

    /// <summary>It needs a passphrase, which only an agent has.</summary>
    Encrypted,

    /// <summary>Only its public half is a file, or it belongs to a security key: an agent or a token holds it.</summary>
    Token,

    /// <summary>Not this user's to read, or of an old kind (DSA).</summary>
    Foreign,
}
