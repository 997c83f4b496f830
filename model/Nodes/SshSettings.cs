namespace Fridge.Model;

/// <summary>How a node is reached; null means: as ssh's own configuration says.</summary>
public sealed record SshSettings
{
    public string? User { get; init; }

    public int? Port { get; init; }

    public string? IdentityFile { get; init; }

    public SshTransport Transport { get; init; } = SshTransport.Auto;

    /// <summary>How root is reached after login: <c>sudo</c>, or <c>none</c> when the user is root.</summary>
    public Become Become { get; init; } = Become.Sudo;
}

public enum SshTransport
{
    Auto,
    SshNet,
    OpenSsh,
}

public enum Become
{
    None,
    Sudo,
}
