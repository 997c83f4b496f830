using Fridge.Tooling.Streams;

namespace Fridge.Nodes;

/// <summary>What a stream has behind a mark. One that ends without it is passed on as it is, as far as <see cref="Limit"/>.</summary>
internal sealed class StreamAfterMark(Stream inner, byte[] mark) : AsyncStream
{
    /// <summary>More than any greeting: what prints on and on has no mark.</summary>
    public const int Limit = 256 * 1024;

    private readonly MemoryStream kept = new();
    private bool found;
    private bool sought;
    private int given;

    public override bool CanWrite => false;

    /// <summary>It printed more than <see cref="Limit"/> and no mark.</summary>
    public bool IsOver => !found && kept.Length > Limit;

    /// <returns>Whether the mark is there. Asked once; a read asks by itself.</returns>
    public async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (!sought)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            kept.Write(buffer, 0, count);
            var at = kept.GetBuffer().AsSpan(0, (int)kept.Length).IndexOf(mark);
            (found, given) = at < 0 ? (false, 0) : (true, at + mark.Length);
            sought = found || count == 0 || kept.Length > Limit;
        }

        return found;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await FindAsync(cancellationToken);
        var rest = kept.GetBuffer().AsMemory(given, (int)kept.Length - given);
        if (rest.IsEmpty)
            return found ? await inner.ReadAsync(buffer, cancellationToken) : 0;
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        given += count;
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
