using System.Net.Sockets;
using Fridge.Tooling;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fridge.Nodes.SshNet;

/// <summary>Connects by SSH.NET: host key by the rules of trust, then keys, then a password at first contact.</summary>
internal sealed class SshNetConnector(HostKeyTrust trust, FirstContact firstContact, TimeProvider time) : IConnector
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    public async Task<IConnection> ConnectAsync(NodeRoute route, CancellationToken cancellationToken)
    {
        BlockingThreads.Reserve();
        return await TryConnectAsync(route, SshNetKeys.Of(route), cancellationToken)
            ?? await firstContact.ByPasswordAsync(
                route,
                password => TryConnectAsync(route, SshNetKeys.Of(route, password), cancellationToken),
                keyed => TryConnectAsync(keyed, SshNetKeys.Of(keyed), cancellationToken),
                cancellationToken)
            ?? throw ConnectErrors.Refused(route);
    }

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
                return new SshNetTransport(client, session, route, time);
            }
            catch (Exception reason) when (reason is not OperationCanceledException)
            {
                client.Dispose();
                if (untrusted is null)
                    return reason is SshAuthenticationException ? null : throw ConnectErrors.From(route, reason);
            }

            await trust.AdmitAsync(route, untrusted, cancellationToken);
        }
    }

    private SshClient Client(NodeRoute route, AuthenticationMethod credentials)
    {
        var info = new ConnectionInfo(route.Host, route.Port, route.User, credentials) { Timeout = TimeLimit };
        HostKeyOrder.Apply(info, trust.Allowed(route));
        return new SshClient(info);
    }

    private HostKey? Untrusted(NodeRoute route, HostKeyEventArgs met)
    {
        var key = HostKey.FromBlob(met.HostKey);
        return trust.IsTrusted(route, key) ? null : key;
    }
}
