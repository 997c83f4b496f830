using System.Collections.Immutable;
using Fridge.Tooling.Waiting;

namespace Fridge.Nodes;

/// <summary>
/// Holds a node's connection, and makes a new one for the next operation after it was lost. What ran on a lost one has failed: nothing is repeated in silence.
/// There is one, and another only where sshd allows fewer sessions per connection (MaxSessions) than are wanted at once.
/// </summary>
internal sealed class ConnectionPool(NodeRoute route, IConnector connector, IReport report, TimeProvider time) : INodeTransport
{
    /// <summary>For the node to open a channel: sshd forks for it, and a board out of memory takes its time.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim one = new(1, 1);
    private ImmutableList<PooledConnection> pool = [];

    public string Description => pool.FirstOrDefault()?.Connection.Description ?? route.Target;

    public async Task ConnectAsync(CancellationToken cancellationToken) => await FirstAsync(_ => true, cancellationToken);

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        while (true)
        {
            var taken = await FirstAsync(pooled => pooled.TryTake(), cancellationToken);
            try
            {
                return new PooledProcess(await WithinAsync(token => taken.Connection.StartAsync(command, token), cancellationToken), taken);
            }
            catch (SessionRefusedException)
            {
                Refuse(taken);
            }
            catch
            {
                taken.Return(served: false);
                throw;
            }
        }
    }

    public async Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken)
    {
        var live = await FirstAsync(_ => true, cancellationToken);
        return await WithinAsync(token => live.Connection.DialAsync(host, port, token), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pooled in pool)
            await pooled.Connection.DisposeAsync();
        one.Dispose();
    }

    /// <summary>The first that suits, or a new one.</summary>
    private async Task<PooledConnection> FirstAsync(Func<PooledConnection, bool> suits, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            foreach (var dead in pool.Where(pooled => pooled.Connection.IsLost))
            {
                pool = pool.Remove(dead);
                await dead.Connection.DisposeAsync();
            }

            if (pool.FirstOrDefault(suits) is { } found)
                return found;
            var made = new PooledConnection(await connector.ConnectAsync(route, cancellationToken), pool.Select(pooled => pooled.Allowed).DefaultIfEmpty(ChannelLimit.Channels).Max());
            pool = pool.Add(made);
            suits(made);
            return made;
        }
        finally
        {
            one.Release();
        }
    }

    private void Refuse(PooledConnection refused)
    {
        if (!refused.Refuse())
            throw ConnectErrors.NoSession(route);
        report.Detail($"{route.Name}: sshd allows {refused.Allowed} sessions per connection (MaxSessions); others get a connection of their own.");
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

    private sealed class PooledProcess(IRemoteProcess inner, PooledConnection connection) : IRemoteProcess
    {
        private int disposed;

        public Stream StandardInput => inner.StandardInput;

        public Stream StandardOutput => inner.StandardOutput;

        public Stream StandardError => inner.StandardError;

        public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => inner.WaitForExitAsync(cancellationToken);

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref disposed, 1) != 0)
                return;
            await inner.DisposeAsync();
            connection.Return(served: true);
        }
    }
}
