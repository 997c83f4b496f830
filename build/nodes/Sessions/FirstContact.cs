namespace Fridge.Nodes;

/// <summary>Lets a person in by password once, and installs the cluster's key so that it was the last time.</summary>
/// <param name="checkOnly">Nothing is installed.</param>
internal sealed class FirstContact(PasswordBook passwords, ClusterKey clusterKey, IReport report, bool checkOnly = false)
{
    /// <param name="byKeys">A login without a password, for the route with the installed key. Null: refused.</param>
    /// <returns>Null: nobody can be asked.</returns>
    public async Task<IConnection?> ByPasswordAsync(
        NodeRoute route, Func<Secret, Task<IConnection?>> login, Func<NodeRoute, Task<IConnection?>> byKeys, CancellationToken cancellationToken)
    {
        if (!passwords.CanAsk)
            return null;
        IConnection? connection = null;
        await passwords.FindAsync(route, PasswordUse.Login, async password => (connection = await login(password)) is not null, cancellationToken);
        if (checkOnly)
            report.Info($"{route.Name}: would install the cluster's key for {route.User}.");
        else
            await InstallAsync(route, connection!, byKeys, cancellationToken);
        return connection;
    }

    /// <summary>As ssh-copy-id does: below a last line without an end, and tried. The user's language and shell may be any.</summary>
    private async Task InstallAsync(NodeRoute route, IConnection connection, Func<NodeRoute, Task<IConnection?>> byKeys, CancellationToken cancellationToken)
    {
        var key = await clusterKey.EnsureAsync(cancellationToken);
        var install = RemoteCommand.Shell($"""
            umask 077; mkdir -p ~/.ssh && cd ~/.ssh || exit; grep -qxF {key} authorized_keys 2>/dev/null && exit; [ -z "$(tail -c 1 authorized_keys 2>/dev/null)" ] || echo >>authorized_keys; echo {key} >>authorized_keys
            """);
        await new NodeSession(route.Name, connection).ExecAsync(install, cancellationToken);
        var withKey = route with { Identities = [.. route.Identities.Prepend(new IdentityFile(clusterKey.PrivateKeyFile, IdentityKind.Plain)).DistinctBy(file => file.Path)] };
        await using var tried = await byKeys(withKey);
        if (tried is null)
            report.Warn($"{route.Name}: the cluster's key is in {route.User}'s ~/.ssh/authorized_keys, and sshd doesn't accept it: look at AuthorizedKeysFile, and at the modes of the home folder and ~/.ssh (journalctl -u ssh).");
        else
            report.Info($"{route.Name}: the cluster's key is installed for {route.User}; no password is needed any more.");
    }
}
