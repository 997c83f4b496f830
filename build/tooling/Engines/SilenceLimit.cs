using Fridge.Tooling.Streams;
using Fridge.Tooling.Waiting;

namespace Fridge.Tooling.Engines;

/// <summary>A connection to an engine that ends when the engine neither takes nor sends anything for too long, before an answer or in the middle of one.</summary>
/// <param name="late">What is thrown then: a sentence, which HTTP's machinery lets through as it is.</param>
internal sealed class SilenceLimit(Stream inner, TimeSpan limit, TimeProvider time, Func<Exception> late) : AsyncStream
{
    private volatile CancellationTokenSource? waiting;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        waiting = over;
        try
        {
            return await inner.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw late();
        }
        finally
        {
            waiting = null;
        }
    }

    /// <summary>A connection is read from before a request is written to it: the wait for its answer begins now.</summary>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await TimeLimit.WithinAsync(
            limit,
            time,
            async token =>
            {
                await inner.WriteAsync(buffer, token);
                return true;
            },
            late,
            cancellationToken);
        try
        {
            waiting?.CancelAfter(limit);
        }
        catch (ObjectDisposedException)
        {
            // The read has just ended.
        }
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
