using System.Text;
using Fridge.Testing;
using Xunit;

namespace Fridge.Tests.Images.Services;

/// <summary>A ZooKeeper server in a container, by itself or of an ensemble.</summary>
internal sealed class ZooKeeperServer(ServiceContainer container) : IAsyncDisposable
{
    private const int ClientPort = 2181;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static ServiceSpec Spec => new("zookeeper", "tcp 2181")
    {
        Command = [.. JavaFlags.Small, "org.apache.zookeeper.server.quorum.QuorumPeerMain", "/etc/zookeeper/zoo.cfg"],
        State = "/var/lib/zookeeper",
    };

    /// <summary><c>standalone</c>, <c>leader</c> or <c>follower</c>.</summary>
    public async Task<string> ModeAsync()
    {
        await container.HealthyAsync();
        var answer = await Eventually.BecomesAsync("ZooKeeper tells its mode", Limit, AskModeAsync, answer => answer.Contains("Mode: ", StringComparison.Ordinal), Cancelled);
        return answer.Split("Mode: ")[1].Split('\n')[0];
    }

    public Task CreateAsync(string path, string data) => InSessionAsync($"{path} is made", async (session, token) =>
    {
        await session.CreateAsync(path, data, token);
        return data;
    });

    public Task WriteAsync(string path, string data) => InSessionAsync($"{path} is written", async (session, token) =>
    {
        await session.WriteAsync(path, data, token);
        return data;
    });

    public Task<string> ReadAsync(string path) => InSessionAsync($"{path} is read", (session, token) => session.ReadAsync(path, token));

    public async Task RestartAsync()
    {
        await container.RestartAsync();
        await container.HealthyAsync();
    }

    public Task StopAsync() => container.StopAsync();

    public ValueTask DisposeAsync() => container.DisposeAsync();

    /// <summary>A server without a leader hangs up until there is one.</summary>
    private Task<string> InSessionAsync(string what, Func<ZooKeeperSession, CancellationToken, Task<string>> work) => Eventually.BecomesAsync(
        what,
        Limit,
        async token =>
        {
            await using var session = await ZooKeeperSession.OpenAsync(await container.DialAsync(ClientPort), token);
            return await work(session, token);
        },
        _ => true,
        Cancelled);

    private async Task<string> AskModeAsync(CancellationToken cancellationToken)
    {
        await using var stream = await container.DialAsync(ClientPort);
        using var answer = new StreamReader(stream);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("srvr"), cancellationToken);
        return await answer.ReadToEndAsync(cancellationToken);
    }
}
