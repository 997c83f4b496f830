using System.Reflection;
using Renci.SshNet;

namespace Fridge.Nodes.SshNet;

/// <summary>
/// Standard input of a command in an SSH.NET channel, with two mends (2026.0.0). An input to which nothing was written tells its end, too: a
/// command that reads would wait for it for ever. And nothing is sent after the channel's close: SSH.NET looks whether the channel is open, and
/// sends without holding what closes it; sshd ends the whole connection upon a packet for a channel that is gone.
/// </summary>
internal sealed class ChannelInput : Stream
{
    /// <summary>Below the packet size of every server (RFC 4253, 6.1), so that a write is one packet.</summary>
    private const int PacketBytes = 32 * 1024 - 1024;

    private readonly Stream input;
    private readonly object channel;
    private readonly Lock closing;
    private readonly PropertyInfo isOpen;
    private readonly PropertyInfo window;

    /// <exception cref="InvalidOperationException">The command has ended already.</exception>
    /// <exception cref="NotSupportedException">Another version of SSH.NET, which works otherwise.</exception>
    public ChannelInput(SshCommand command)
    {
        input = command.CreateInputStream();
        channel = Field(input.GetType(), "_channel").GetValue(input)!;
        var type = Base(channel.GetType());
        closing = Field(type, "_messagingLock").GetValue(channel) as Lock ?? throw Other("_messagingLock");
        (isOpen, window) = (Property(type, "IsOpen"), Property(type, "RemoteWindowSize"));
        Field(input.GetType(), "_totalPosition").SetValue(input, 1L);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private bool IsOpen => (bool)isOpen.GetValue(channel)!;

    private uint Window => (uint)window.GetValue(channel)!;

    /// <exception cref="IOException">The channel is closed.</exception>
    public override void Write(byte[] buffer, int offset, int count)
    {
        for (var end = offset + count; offset < end;)
        {
            var packet = Math.Min(PacketBytes, end - offset);
            SpinWait.SpinUntil(() => !IsOpen || Window >= packet);
            if (TryWrite(buffer, offset, packet))
                offset += packet;
        }
    }

    /// <summary>With room in the window, so that sending doesn't wait for more while it keeps the channel from closing.</summary>
    private bool TryWrite(byte[] buffer, int offset, int count)
    {
        lock (closing)
        {
            if (!IsOpen)
                throw new IOException("The channel is closed.");
            if (Window < count)
                return false;
            input.Write(buffer, offset, count);
            return true;
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Sends end of file where the channel is open.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (closing)
                input.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Type Base(Type type) => type.BaseType is { } parent && parent != typeof(object) ? Base(parent) : type;

    private static FieldInfo Field(Type type, string name) => type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) ?? throw Other(name);

    private static PropertyInfo Property(Type type, string name) =>
        type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) ?? throw Other(name);

    private static NotSupportedException Other(string missing) =>
        new($"This SSH.NET has no {missing}: check whether it sends the end of an empty input itself now, and sends nothing on a closed channel.");
}
