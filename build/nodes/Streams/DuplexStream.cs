using Fridge.Tooling.Streams;

namespace Fridge.Nodes;

/// <summary>Joins a stream to read and one to write, such as a process's output and input, into one connection.</summary>
/// <param name="atEnd">Called with the bytes that were read when reading has met the end: throws when the end is a failure in truth.</param>
/// <param name="dispose">What stands behind the two.</param>
internal sealed class DuplexStream(Stream read, Stream write, Func<long, ValueTask> atEnd, Func<ValueTask> dispose) : AsyncStream
{
    private int disposed;
    private long total;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await read.ReadAsync(buffer, cancellationToken);
        total += count;
        if (count == 0 && buffer.Length > 0)
            await atEnd(total);
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await write.WriteAsync(buffer, cancellationToken);
        await write.FlushAsync(cancellationToken);
    }

    public override void Flush() => write.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => write.FlushAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
            await dispose();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref disposed, 1) == 0)
            _ = dispose().AsTask();
        base.Dispose(disposing);
    }
}
