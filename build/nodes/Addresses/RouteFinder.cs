using System.Globalization;
using Fridge.Tooling.Processes;

namespace Fridge.Nodes;

/// <summary>Resolves addresses with <c>ssh -G</c>, which contacts nobody.</summary>
/// <param name="key">Tried before the user's own.</param>
public sealed class RouteFinder(IProcessRunner processes, ClusterKey key)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    public async Task<NodeRoute> FindAsync(NodeAddress address, CancellationToken cancellationToken)
    {
        var hasSsh = ProgramPath.Find("ssh") is not null;
        var config = hasSsh ? await AskSshAsync(address, cancellationToken) : SshConfig.Default(address.Host);
        return Resolve(address, config, hasSsh);
    }

    private async Task<SshConfig> AskSshAsync(NodeAddress address, CancellationToken cancellationToken)
    {
        string[] port = address.Port is { } number ? ["-p", number.ToString(CultureInfo.InvariantCulture)] : [];
        string[] user = address.User is { } name ? ["-l", name] : [];
        var command = new CommandLine("ssh", ["-G", .. port, .. user, "--", address.Host]) { TimeLimit = TimeLimit };
        var result = await processes.RunAsync(command, cancellationToken: cancellationToken);
        return SshConfig.Parse(address.Host, result.StandardOutput);
    }

    private NodeRoute Resolve(NodeAddress address, SshConfig config, bool hasSsh) => new()
    {
        Address = address,
        Host = config.Host,
        Port = address.Port ?? config.Port,
        User = address.User ?? config.User,
        Identities = [.. new[] { key.PrivateKeyFile, address.IdentityFile }.OfType<string>().Concat(config.IdentityFiles).Select(IdentityFiles.Inspect).OfType<IdentityFile>().DistinctBy(file => file.Path)],
        JumpHost = config.JumpHost,
        ProxyCommand = config.ProxyCommand,
        HasAgent = HasAgent(config.IdentityAgent),
        HasSsh = hasSsh,
    };

    private static bool HasAgent(string? configured)
    {
        var socket = configured is null or "SSH_AUTH_SOCK" ? Environment.GetEnvironmentVariable("SSH_AUTH_SOCK") : IdentityFiles.Expand(configured);
        return socket is { Length: > 0 } && File.Exists(socket);
    }
}
