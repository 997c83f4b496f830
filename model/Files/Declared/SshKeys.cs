using Fridge.Model.Reading;

namespace Fridge.Model.Declared;

/// <summary><c>ssh:</c> of the file and of a node.</summary>
internal static class SshKeys
{
    private const string Configured = "as ssh's own configuration says";

    public static readonly TextKey User = new("user", "The user that ssh logs in as.", NameRules.Login(), "a user's name") { Otherwise = Configured, Example = "pi" };

    public static readonly IntegerKey Port = new("port", "The port of ssh.", 1, 65535) { Otherwise = Configured, Example = "22" };

    public static readonly TextKey IdentityFile = new("identityFile", "The private key to log in with.", null, "the path of a private key")
    {
        Otherwise = Configured,
        Example = "~/.ssh/id_ed25519",
    };

    public static readonly ChoiceKey<SshTransport> Transport = new(
        "transport",
        "How nodes are reached: by a library in process, or by the system's ssh, which knows agents and jump hosts. `auto` decides by ssh's configuration.",
        ("auto", SshTransport.Auto), ("openssh", SshTransport.OpenSsh), ("sshnet", SshTransport.SshNet))
    {
        Fallback = new SshSettings().Transport,
    };

    public static readonly ChoiceKey<Become> Become = new(
        "become",
        "How root is reached after login; `none` where the user is root.",
        ("none", Fridge.Model.Become.None), ("sudo", Fridge.Model.Become.Sudo))
    {
        Fallback = new SshSettings().Become,
    };

    public static readonly MapKey All = new("ssh", "How all nodes are reached.", User, Port, IdentityFile, Transport, Become);

    public static readonly MapKey OfNode = new("ssh", "How this node is reached, on top of the file's `ssh`.", User, Port, IdentityFile, Transport, Become);
}
