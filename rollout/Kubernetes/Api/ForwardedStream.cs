using System.Net.WebSockets;
using System.Text;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>
/// A connection to a port of a pod, by way of the API server and a kubelet: each message of the web socket begins with the number of its channel, and each channel with the
/// port's number (<c>v4.channel.k8s.io</c>).
/// </summary>
internal sealed class ForwardedStream(WebSocket socket) : Stream
{
    public const string Protocol = "v4.channel.k8s.io";

    private const byte Data = 0, Error = 1;

    private readonly byte[] buffer = new byte[32 * 1024];
    private readonly bool[] hasBegun = [false, false];
    private int from, to;
    private byte channel;
    private bool isAtBegin = true;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        while (from == to)
        {
            if (!await ReceiveAsync(cancellationToken))
                return 0;
        }

        var count = Math.Min(destination.Length, to - from);
        buffer.AsMemory(from, count).CopyTo(destination);
        from += count;
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        var message = new byte[source.Length + 1];
        message[0] = Data;
        source.CopyTo(message.AsMemory(1));
        await socket.SendAsync(message.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] destination, int offset, int count, CancellationToken cancellationToken) => ReadAsync(destination.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] source, int offset, int count, CancellationToken cancellationToken) => WriteAsync(source.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] destination, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            socket.Dispose();
        base.Dispose(disposing);
    }

    /// <returns>False: the other side has ended it.</returns>
    /// <exception cref="IOException">The kubelet's words.</exception>
    private async Task<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        var received = await ReceivedAsync(cancellationToken);
        if (received.MessageType == WebSocketMessageType.Close)
            return false;
        (from, to) = (0, received.Count);
        if (isAtBegin && to > 0)
        {
            (channel, from) = (buffer[0], 1);
            if (channel <= Error && !hasBegun[channel])
                (hasBegun[channel], from) = (true, to);
        }

        isAtBegin = received.EndOfMessage;
        if (channel == Error && from < to)
            throw new IOException(Encoding.UTF8.GetString(buffer, from, to - from));
        return true;
    }

    private async Task<ValueWebSocketReceiveResult> ReceivedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
        }
        catch (WebSocketException ended)
        {
            throw new IOException(ended.Message, ended);
        }
    }
}
