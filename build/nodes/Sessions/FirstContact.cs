using Fridge.Tooling;
using Fridge.Tooling.Processes;
namespace Fridge.Nodes;

/// <summary>Lets a person in by password once, and installs the cluster's key so that it was the last time.</summary>
internal sealed class FirstContact(PasswordBook passwords, ClusterKey clusterKey, IReport report)
{
    /// <returns>Null: nobody can be asked.</returns>
    public async Task<IConnection?> ByPasswordAsync(NodeRoute route, Func<Secret, Task<IConnection?>> login, CancellationToken cancellationToken)
    {
        if (!passwords.CanAsk)
            return null;
        IConnection? connection = null;
        await passwords.FindAsync(route, PasswordUse.Login, async password => (connection = await login(password)) is not null, cancellationToken);
        await InstallAsync(route, connection!, cancellationToken);
        return connection;
    }

    private async Task InstallAsync(NodeRoute route, IConnection connection, CancellationToken cancellationToken)
    {
        var key = await clusterKey.EnsureAsync(cancellationToken);
        var install = RemoteCommand.Shell($"umask 077; mkdir -p ~/.ssh; grep -qxF {key} ~/.ssh/authorized_keys 2>/dev/null || echo {key} >> ~/.ssh/authorized_keys");
        await new NodeSession(route.Name, connection).ExecAsync(install, cancellationToken);
        report.Info($"{route.Name}: the cluster's key is installed for {route.User}; no password is needed any more.");
    }
}
