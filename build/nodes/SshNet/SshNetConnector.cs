using Fridge.Nodes.OpenSsh;
using Fridge.Tooling;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fridge.Nodes.SshNet;

/// <summary>Connects by SSH.NET: host key by the rules of trust, then keys, then those that only ssh has, then a password at first contact.</summary>
/// <param name="other">Null: ssh isn't to be asked.</param>
internal sealed class SshNetConnector(HostKeyTrust trust, FirstContact firstContact, IReport report, TimeProvider time, OpenSshConnector? other = null) : IConnector
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    public async Task<IConnection> ConnectAsync(NodeRoute route, CancellationToken cancellationToken)
    {
        BlockingThreads.Reserve();
        return await ByKeysAsync(route, cancellationToken)
            ?? await firstContact.ByPasswordAsync(
                route,
                password => TryConnectAsync(route, SshNetKeys.Of(route, password), cancellationToken),
                keyed => TryConnectAsync(keyed, Keys(keyed), cancellationToken),
                cancellationToken)
            ?? throw ConnectErrors.Refused(route);
    }

    /// <summary>What <c>ssh</c> can, this can: with keys of an agent, and where SSH.NET knows none of the node's ciphers.</summary>
    private async Task<IConnection?> ByKeysAsync(NodeRoute route, CancellationToken cancellationToken)
    {
        try
        {
            if (await TryConnectAsync(route, Keys(route), cancellationToken) is { } connection)
                return connection;
        }
        catch (FridgeException failure) when (other is not null && failure.InnerException is SshConnectionException)
        {
            report.Detail($"{route.Name}: SSH.NET can't be used: {failure.InnerException.Message}");
            if (await other.ByKeysAsync(route, cancellationToken) is { } connection)
                return connection;
            throw;
        }

        return other is null ? null : await other.ByKeysAsync(route, cancellationToken);
    }

    private AuthenticationMethod Keys(NodeRoute route) => SshNetKeys.Of(route, unread => report.Detail($"{route.Name}: {unread}"));

    /// <returns>Null: the node refused the credentials.</returns>
    private async Task<IConnection?> TryConnectAsync(NodeRoute route, AuthenticationMethod credentials, CancellationToken cancellationToken)
    {
        while (true)
        {
            HostKey? untrusted = null;
            Session? session = null;
            var client = Client(route, new ListeningAuthentication(credentials, opened => session = opened));
            client.HostKeyReceived += (_, met) => met.CanTrust = (untrusted = Untrusted(route, met)) is null;
            try
            {
                await client.ConnectAsync(cancellationToken);
                return new LoginShell(route, new SshNetTransport(client, session, route, time));
            }
            catch (Exception reason) when (reason is not OperationCanceledException)
            {
                client.Dispose();
                if (untrusted is null)
                    return IsRefused(reason) ? null : throw ConnectErrors.From(route, reason);
            }

            await trust.AdmitAsync(route, untrusted, cancellationToken);
        }
    }

    /// <summary>sshd ends the connection where more keys are offered than it hears (MaxAuthTries).</summary>
    private static bool IsRefused(Exception reason) =>
        reason is SshAuthenticationException || reason.Message.Contains("Too many authentication failures", StringComparison.Ordinal);

    private SshClient Client(NodeRoute route, AuthenticationMethod credentials)
    {
        var info = new ConnectionInfo(route.Host, route.Port, route.User, credentials) { Timeout = TimeLimit, RetryAttempts = 1 };
        HostKeyOrder.Apply(info, trust.Allowed(route));
        return new SshClient(info);
    }

    private HostKey? Untrusted(NodeRoute route, HostKeyEventArgs met)
    {
        var key = HostKey.FromBlob(met.HostKey);
        return trust.IsTrusted(route, key) ? null : key;
    }
}
