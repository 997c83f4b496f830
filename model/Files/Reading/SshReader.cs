using System.Collections.Immutable;
using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The mapping <c>ssh:</c> of the file or of a node.</summary>
internal static class SshReader
{
    /// <summary>What stands there, on top of what the file says for all nodes.</summary>
    /// <param name="reserved">Ports that ssh can't have.</param>
    public static SshSettings Read(MapReader? ssh, SshSettings common, ImmutableArray<int> reserved)
    {
        if (ssh is null)
            return common;
        if (ssh.Find(SshKeys.Port) is { } port && reserved.Contains(port))
            ssh.Wrong(SshKeys.Port, $"a port that the cluster doesn't use, so none of {string.Join(", ", reserved)}");
        return new()
        {
            User = ssh.Find(SshKeys.User) ?? common.User,
            Port = ssh.Find(SshKeys.Port) ?? common.Port,
            IdentityFile = ssh.Find(SshKeys.IdentityFile) ?? common.IdentityFile,
            Transport = ssh.Find(SshKeys.Transport) ?? common.Transport,
            Become = ssh.Find(SshKeys.Become) ?? common.Become,
        };
    }
}
