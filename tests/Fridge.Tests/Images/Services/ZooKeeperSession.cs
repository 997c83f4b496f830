using System.Buffers.Binary;
using System.Text;

namespace Fridge.Tests.Images.Services;

/// <summary>A client's session with one ZooKeeper server: as much of its protocol (zookeeper.jute) as writing and reading a node takes.</summary>
internal sealed class ZooKeeperSession : IAsyncDisposable
{
    private const int CreateNode = 1, GetData = 4, SetData = 5, Sync = 9;
    private const int SessionMilliseconds = 30_000;
    private const int AllPermissions = 31, AnyVersion = -1;
    private const int NodeExists = -110;

    private readonly Stream server;
    private int requests;

    private ZooKeeperSession(Stream server) => this.server = server;

    /// <exception cref="IOException">The server hangs up: it isn't serving, being without a leader.</exception>
    public static async Task<ZooKeeperSession> OpenAsync(Stream server, CancellationToken cancellationToken)
    {
        var session = new ZooKeeperSession(server);
        await session.SendAsync([.. Number(0), .. Long(0), .. Number(SessionMilliseconds), .. Long(0), .. Text(new string('\0', 16)), 0], cancellationToken);
        await session.ReceiveAsync(cancellationToken);
        return session;
    }

    /// <summary>A node that is there already is left as it is: one attempt whose answer was lost may have made it.</summary>
    public Task CreateAsync(string path, string data, CancellationToken cancellationToken) => AskAsync(
        CreateNode,
        [.. Text(path), .. Text(data), .. Number(1), .. Number(AllPermissions), .. Text("world"), .. Text("anyone"), .. Number(0)],
        cancellationToken,
        NodeExists);

    public Task WriteAsync(string path, string data, CancellationToken cancellationToken) =>
        AskAsync(SetData, [.. Text(path), .. Text(data), .. Number(AnyVersion)], cancellationToken);

    /// <summary>As the leader has it: the server first catches up.</summary>
    public async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await AskAsync(Sync, Text(path), cancellationToken);
        var answer = await AskAsync(GetData, [.. Text(path), 0], cancellationToken);
        return Encoding.UTF8.GetString(answer.AsSpan(4, BinaryPrimitives.ReadInt32BigEndian(answer)));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <returns>What follows the header: number, transaction, error.</returns>
    private async Task<byte[]> AskAsync(int operation, byte[] what, CancellationToken cancellationToken, int allowed = 0)
    {
        await SendAsync([.. Number(++requests), .. Number(operation), .. what], cancellationToken);
        var answer = await ReceiveAsync(cancellationToken);
        var error = BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(12));
        return error == 0 || error == allowed ? answer[16..] : throw new InvalidOperationException($"ZooKeeper's error {error} to operation {operation}");
    }

    private async Task SendAsync(byte[] body, CancellationToken cancellationToken) =>
        await server.WriteAsync((byte[])[.. Number(body.Length), .. body], cancellationToken);

    private async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = new byte[4];
        await server.ReadExactlyAsync(length, cancellationToken);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await server.ReadExactlyAsync(body, cancellationToken);
        return body;
    }

    private static byte[] Text(string text) => [.. Number(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Long(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
