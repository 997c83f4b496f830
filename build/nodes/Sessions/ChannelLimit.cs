using Fridge.Tooling;
using Fridge.Tooling.Waiting;

namespace Fridge.Nodes;

/// <summary>Lets at most eight commands run at once on a node: sshd's MaxSessions is 10. Dialled streams are not sessions, and not counted.</summary>
internal sealed class ChannelLimit(NodeRoute route, INodeTransport inner, TimeProvider time) : INodeTransport
{
    public const int Channels = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim free = new(Channels, Channels);

    public string Description => inner.Description;

    public async Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        await TakeAsync(cancellationToken);
        try
        {
            return new LimitedProcess(await inner.StartAsync(command, cancellationToken), free);
        }
        catch
        {
            free.Release();
            throw;
        }
    }

    public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) =>
        inner.DialAsync(host, port, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private Task TakeAsync(CancellationToken cancellationToken) => TimeLimit.WithinAsync(
        Limit,
        time,
        async token =>
        {
            await free.WaitAsync(token);
            return true;
        },
        () => new FridgeException($"{Channels} commands have been running on {route.Name} for {Limit.TotalMinutes:0} minutes, and none has ended.", "Look at what runs there, then run the same command again."),
        cancellationToken);

    private sealed class LimitedProcess(IRemoteProcess inner, SemaphoreSlim free) : IRemoteProcess
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
            free.Release();
        }
    }
}
