using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Fridge.Nodes.SshNet;

/// <summary>One SSH.NET connection to a node.</summary>
internal sealed class SshNetTransport : IConnection
{
    private readonly SshClient client;
    private readonly NodeRoute route;
    private readonly Heartbeat heartbeat;
    private readonly ConnectionLifetime life;
    private volatile string? refusal;

    public SshNetTransport(SshClient client, Session? session, NodeRoute route, TimeProvider time)
    {
        (this.client, this.route, life) = (client, route, new ConnectionLifetime(route));
        client.ErrorOccurred += (_, _) => Finish();
        heartbeat = new Heartbeat(() => _ = Task.Run(AskAsync), () => _ = Task.Run(GiveUp), time);
        if (session is not null)
            Listen(session);
    }

    public string Description => $"SSH.NET {route.Target}";

    public bool IsLost => life.Ended.IsCancellationRequested || !client.IsConnected;

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) =>
        await SshNetProcess.StartAsync(client, command.CommandLine(), life, cancellationToken);

    public async Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            return await ForwardedStream.OpenAsync(client, host, port, () => refusal, life, cancellationToken);
        }
        catch (Exception reason) when (reason is SshException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw life.Lost(reason);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await heartbeat.DisposeAsync();
        await Task.Run(GiveUp);
    }

    private void Listen(Session session)
    {
        session.Disconnected += (_, _) => Finish();
        session.ChannelOpenConfirmationReceived += (_, _) => heartbeat.Heard();
        session.ChannelOpenFailureReceived += (_, refused) => Refused(refused.Message.Description);
        session.ChannelDataReceived += (_, _) => heartbeat.Heard();
        session.ChannelWindowAdjustReceived += (_, _) => heartbeat.Heard();
    }

    /// <summary>A new string each time: whoever dialled before tells by reference whether it is news.</summary>
    private void Refused(string description)
    {
        refusal = new string(description.AsSpan());
        heartbeat.Heard();
    }

    /// <summary>SSH.NET's own keep-alive wants no answer; opening a channel does, and a refusal is one too.</summary>
    private async Task AskAsync()
    {
        try
        {
            using var nothing = client.CreateCommand("true");
            await nothing.ExecuteAsync(CancellationToken.None);
        }
        catch (Exception reason) when (reason is SshException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // No answer, or none in time: the heartbeat counts.
        }
    }

    private void GiveUp()
    {
        life.Finish();
        lock (client)
            client.Dispose();
    }

    /// <summary>SSH.NET's own thread says so, and must not wait for those who listen.</summary>
    private void Finish() => _ = Task.Run(life.Finish);
}
