using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The mapping <c>ssh:</c> of the file or of a node.</summary>
internal static class SshReader
{
    private static readonly SortedDictionary<string, SshTransport> Transports = new(StringComparer.Ordinal)
    {
        ["auto"] = SshTransport.Auto,
        ["sshnet"] = SshTransport.SshNet,
        ["openssh"] = SshTransport.OpenSsh,
    };

    private static readonly SortedDictionary<string, Become> Becomes = new(StringComparer.Ordinal)
    {
        ["none"] = Become.None,
        ["sudo"] = Become.Sudo,
    };

    /// <summary>What stands there, on top of what the file says for all nodes.</summary>
    public static SshSettings Read(MapReader? ssh, SshSettings common)
    {
        if (ssh is null)
            return common;
        var settings = new SshSettings
        {
            User = ssh.Text("user", Names.Word(), "a user's name") ?? common.User,
            Port = ssh.Integer("port", 1, 65535) ?? common.Port,
            IdentityFile = ssh.Text("identityFile", null, "the path of a private key") ?? common.IdentityFile,
            Transport = ssh.Choice("transport", Transports) ?? common.Transport,
            Become = ssh.Choice("become", Becomes) ?? common.Become,
        };
        ssh.RefuseUnknown();
        return settings;
    }
}
