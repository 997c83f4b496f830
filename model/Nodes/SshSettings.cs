namespace Fridge.Model;

/// <summary>How a node is reached; null means: as ssh's own configuration says.</summary>
public sealed record SshSettings
{
    public string? User { get; init; }

    public int? Port { get; init; }

    public string? IdentityFile { get; init; }

    public SshTransport Transport { get; init; } = SshTransport.Auto;

    public Become Become { get; init; } = Become.Sudo;
}

/// <summary>What carries the sessions to a node.</summary>
public enum SshTransport
{
    /// <summary>What the way to the node and the keys for it ask for.</summary>
    Auto,

    /// <summary>SSH.NET, in this process.</summary>
    SshNet,

    /// <summary>The ssh program.</summary>
    OpenSsh,
}

/// <summary>How root is reached after login.</summary>
public enum Become
{
    /// <summary>The login user is root.</summary>
    None,

    /// <summary>sudo, with a password where it wants one. Nothing is done when the login user turns out to be root.</summary>
    Sudo,
}
