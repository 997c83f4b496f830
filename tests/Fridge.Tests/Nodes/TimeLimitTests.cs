using Fridge.Nodes;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>A node that is reached and does nothing more.</summary>
public sealed class TimeLimitTests
{
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exec_OfACommandThatNeverEnds_EndsWithASentence()
    {
        var session = new NodeSession("pico-0", new Stuck(starts: true), time);

        var failure = await Should.ThrowAsync<FridgeException>(time.PassUntilAsync(
            session.ExecAsync(new RemoteCommand("df", "-h") { TimeLimit = TimeSpan.FromSeconds(90) }, Token)));

        failure.Message.ShouldBe("df on pico-0 did not end within 90 s, and may still run there.");
        failure.Evidence.ShouldBe(["$ df -h"]);
    }

    [Fact]
    public async Task Start_OfAChannelThatNeverOpens_EndsWithASentence() =>
        (await Should.ThrowAsync<FridgeException>(time.PassUntilAsync(Transport().StartAsync(new RemoteCommand("true"), Token))))
            .Message.ShouldBe("pico-0 (pi@pico-0:22) is connected, and did not start the command within 60 s.");

    [Fact]
    public async Task Dial_ThatIsNeverAnswered_EndsWithASentence() =>
        (await Should.ThrowAsync<FridgeException>(time.PassUntilAsync(Transport().DialAsync("127.0.0.1", 8081, Token)))).Message.ShouldContain("within 60 s");

    [Fact]
    public async Task Start_Cancelled_IsCancelledAtOnce()
    {
        using var stop = new CancellationTokenSource();
        var starting = Transport().StartAsync(new RemoteCommand("true"), stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(starting);
    }

    private ConnectionPool Transport() => new(Route, new Connector(), new ReportRecorder(), time);

    private static NodeRoute Route => new()
    {
        Address = new NodeAddress { Name = "pico-0", Host = "pico-0", KnownHostsFile = "known_hosts" },
        Host = "pico-0",
        Port = 22,
        User = "pi",
        Identities = [],
        HasAgent = false,
        HasSsh = true,
    };

    private sealed class Connector : IConnector
    {
        public Task<IConnection> ConnectAsync(NodeRoute route, CancellationToken cancellationToken) => Task.FromResult<IConnection>(new Stuck(starts: false));
    }

    /// <summary>Heeds no token, as a blocked thread doesn't.</summary>
    private sealed class Stuck(bool starts) : IConnection
    {
        public string Description => "stuck";

        public bool IsLost => false;

        public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) =>
            starts ? Task.FromResult<IRemoteProcess>(new Process()) : new TaskCompletionSource<IRemoteProcess>().Task;

        public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => new TaskCompletionSource<Stream>().Task;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Process : IRemoteProcess
    {
        public Stream StandardInput { get; } = new MemoryStream();

        public Stream StandardOutput => Stream.Null;

        public Stream StandardError => Stream.Null;

        public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
