using Fridge.Tooling.Waiting;

namespace Fridge.Nodes;

/// <summary>Holds one connection, and makes a new one for the next operation after it was lost. What ran on a lost one has failed: nothing is repeated in silence.</summary>
internal sealed class ReconnectingTransport(NodeRoute route, IConnector connector, TimeProvider time) : INodeTransport
{
    /// <summary>For the node to open a channel: sshd forks for it, and a board out of memory takes its time.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

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

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        var live = await ConnectAsync(cancellationToken);
        return await WithinAsync(token => live.StartAsync(command, token), cancellationToken);
    }

    public async Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        var live = await ConnectAsync(cancellationToken);
        return await WithinAsync(token => live.DialAsync(host, port, token), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } open)
            await open.DisposeAsync();
        one.Dispose();
    }

    private Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> open, CancellationToken cancellationToken)
        where T : IAsyncDisposable =>
        TimeLimit.WithinAsync(Limit, time, token => AbandonableAsync(open(token), token), () => ConnectErrors.NoChannel(route, Limit), cancellationToken);

    /// <summary>Opening a channel blocks a thread that no token reaches; what comes of it too late is closed.</summary>
    private static async Task<T> AbandonableAsync<T>(Task<T> opening, CancellationToken cancellationToken)
        where T : IAsyncDisposable
    {
        try
        {
            return await opening.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!opening.IsCompleted)
        {
            _ = CloseAsync(opening);
            throw;
        }
    }

    private static async Task CloseAsync<T>(Task<T> opening)
        where T : IAsyncDisposable
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
            await opening.Result.DisposeAsync();
    }
}
