using System.Net;
using System.Net.Sockets;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.Streams;
using Fridge.Testing;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>A port of this machine that leads to one of a node, by each transport.</summary>
[Trait("Suite", "ci")]
public sealed class TunnelTests(LocalSshd sshd) : IClassFixture<LocalSshd>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SshTransport.SshNet)]
    [InlineData(SshTransport.OpenSsh)]
    public async Task Tunnel_CarriesSeveralConnections_UntilItIsCancelled(SshTransport transport)
    {
        using var far = new TcpListener(IPAddress.Loopback, 0);
        far.Start();
        var echoing = EchoAsync(far);
        await using var sessions = new NodeSessions([sshd.Address(transport)], FakePrompts.Options(sshd.Folder, null));
        var tunnel = new Tunnel(Dial(await sessions.OpenAsync("local", Cancelled), ((IPEndPoint)far.LocalEndpoint).Port), "local", new ReportRecorder());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var port = new TaskCompletionSource<int>();
        var running = tunnel.RunAsync(0, port.SetResult, stop.Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(async number => await AskAsync(await port.Task, $"hello {number}")))
            .WaitAsync(Eventually.Limit, Cancelled);

        answers.ShouldBe(["hello 0", "hello 1", "hello 2"]);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(Eventually.Limit, Cancelled));
        far.Stop();
        await echoing;
    }

    [Fact]
    public async Task Tunnel_OnAPortThatIsTaken_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var sessions = new NodeSessions([sshd.Address(SshTransport.SshNet)], FakePrompts.Options(sshd.Folder, null));
        var tunnel = new Tunnel(Dial(await sessions.OpenAsync("local", Cancelled), 8081), "local", new ReportRecorder());

        var refusal = await Should.ThrowAsync<FridgeException>(() => tunnel.RunAsync(((IPEndPoint)taken.LocalEndpoint).Port, _ => { }, Cancelled));

        (refusal.WrongUse, refusal.NextStep).ShouldBe((true, "Choose another: --ui-port 18081"));
    }

    private static async Task<string> AskAsync(int port, string words)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancelled);
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true };
        await writer.WriteLineAsync(words);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync(Cancelled) ?? "";
    }

    private static async Task EchoAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(Cancelled);
                _ = client.GetStream().CopyToAsync(client.GetStream(), Cancelled);
            }
        }
        catch (SocketException)
        {
            // Stopped.
        }
    }

    private static Func<CancellationToken, Task<Stream>> Dial(NodeSession session, int port) => token => session.Transport.DialAsync("127.0.0.1", port, token);
}
