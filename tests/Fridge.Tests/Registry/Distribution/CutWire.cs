namespace Fridge.Tests.Registry.Distribution;

/// <summary>Counts what goes to a registry, over all connections, and cuts one of them once so much has gone.</summary>
internal sealed class CutWire(long cutAfter = long.MaxValue)
{
    /// <summary>Cuts one once so much has come.</summary>
    public long CutAfterReceived { get; init; } = long.MaxValue;

    /// <summary>After the cut nobody gets through any more.</summary>
    public bool ForGood { get; init; }

    /// <summary>What happens beside it.</summary>
    public Action? OnCut { get; init; }

    public long Received => Interlocked.Read(ref received);

    private long sent;
    private long received;
    private int cuts;

    public long Sent => Interlocked.Read(ref sent);

    public int Cuts => cuts;

    public Stream Through(Stream stream) => ForGood && Cuts > 0 ? throw new IOException("the wire is cut") : new Wire(this, stream);

    private void Count(Stream connection, int bytes) => Cut(connection, Interlocked.Add(ref sent, bytes) >= cutAfter);

    private int CountReceived(Stream connection, int bytes)
    {
        Cut(connection, Interlocked.Add(ref received, bytes) >= CutAfterReceived);
        return bytes;
    }

    private void Cut(Stream connection, bool isTime)
    {
        if (!isTime || (Interlocked.CompareExchange(ref cuts, 1, 0) != 0 && !ForGood))
            return;
        OnCut?.Invoke();
        connection.Dispose();
        throw new IOException("the wire was cut");
    }

    private sealed class Wire(CutWire owner, Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            owner.CountReceived(inner, await inner.ReadAsync(buffer, cancellationToken));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            owner.Count(inner, buffer.Length);
            return inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => owner.CountReceived(inner, inner.Read(buffer, offset, count));

        public override void Write(byte[] buffer, int offset, int count)
        {
            owner.Count(inner, count);
            inner.Write(buffer, offset, count);
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
