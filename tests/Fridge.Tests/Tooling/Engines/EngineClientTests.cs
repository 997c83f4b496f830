using System.Net;
using System.Net.Sockets;
using System.Text;
using Fridge.Tooling;
using Fridge.Tooling.Engines;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Engines;

/// <summary>Against a TCP server that knows one answer.</summary>
public sealed class EngineClientTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_NodeIsOlderThanWe_SpeaksTheNodesVersion()
    {
        using var engine = new StubEngine("1.41");

        using var client = await EngineClient.OpenAsync("pico-1", engine.ConnectAsync, Cancelled);

        client.Options.ApiVersion.ShouldBe(new Version(1, 41));
    }

    [Fact]
    public void Lower_NodeIsNewerThanWe_IsOurs() =>
        EngineClient.Lower(new Version(1, 52), new Version(1, 60)).ShouldBe(new Version(1, 52));

    [Fact]
    public async Task Open_NodeIsTooOld_IsRefusedWithASentence()
    {
        using var engine = new StubEngine("1.40");

        var failure = await Should.ThrowAsync<FridgeException>(EngineClient.OpenAsync("pico-1", engine.ConnectAsync, Cancelled));

        failure.Message.ShouldBe("The engine of pico-1 speaks API 1.40; at least 1.41 (Docker 20.10) is needed.");
    }

    [Fact]
    public async Task Open_NothingAnswers_IsASentence()
    {
        var failure = await Should.ThrowAsync<FridgeException>(
            EngineClient.OpenAsync("pico-1", _ => throw new IOException("permission denied"), Cancelled));

        failure.Message.ShouldBe("The engine of pico-1 does not answer: permission denied");
    }

    private sealed class StubEngine : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public StubEngine(string version)
        {
            listener.Start();
            _ = AnswerAsync($$"""{"Version": "20.10.24", "ApiVersion": "{{version}}", "MinAPIVersion": "1.12"}""");
        }

        public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
        {
            var client = new TcpClient();
            await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellationToken);
            return client.GetStream();
        }

        public void Dispose() => listener.Dispose();

        private async Task AnswerAsync(string body)
        {
            using var client = await listener.AcceptTcpClientAsync(Cancelled);
            var request = new byte[4096];
            _ = await client.GetStream().ReadAsync(request, Cancelled);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"), Cancelled);
        }
    }
}
