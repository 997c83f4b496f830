using Fridge.Tooling.Streams;

namespace Fridge.Nodes;

/// <summary>A stream that is only written.</summary>
internal abstract class WriteOnlyStream : AsyncStream
{
    public override bool CanRead => false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
