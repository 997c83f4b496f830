using Fridge.Tooling;
namespace Fridge.Nodes;

/// <summary>Holds one connection, and makes a new one for the next operation after it was lost. What ran on a lost one has failed: nothing is repeated in silence.</summary>
internal sealed class ReconnectingTransport(NodeRoute route, IConnector connector) : INodeTransport
{
    private readonly SemaphoreSlim one = new(1, 1);
    private IConnection? connection;

    public string Description => connection?.Description ?? route.Target;

    public async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (connection is { IsLost: false } live)
            return live;
        await one.WaitAsync(cancellationToken);
        try
        {
            if (connection is { IsLost: false } meanwhile)
                return meanwhile;
            if (connection is { } dead)
                await dead.DisposeAsync();
            connection = null;
            return connection = await connector.ConnectAsync(route, cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) =>
        await (await ConnectAsync(cancellationToken)).StartAsync(command, cancellationToken);

    public async Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) =>
        await (await ConnectAsync(cancellationToken)).DialAsync(host, port, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (connection is { } open)
            await open.DisposeAsync();
        one.Dispose();
    }
}
