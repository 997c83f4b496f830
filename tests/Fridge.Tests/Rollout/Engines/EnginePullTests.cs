using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Docker.DotNet;
using Fridge.Rollout.Engines;
using Fridge.Rollout.Orchestration;
using Fridge.Testing;
using Fridge.Tooling;
using Fridge.Tooling.Engines;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Engines;

/// <summary>A pull by an engine that a test speaks for, word by word, in a time of the test.</summary>
public sealed class EnginePullTests : IAsyncDisposable
{
    private static readonly NodeImage Image = new("pico-1", "registry.fridge:5000/flink@sha256:abc");
    private static readonly TimeSpan Still = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider time = new();
    private readonly Progress progress = new();
    private readonly Engine engine = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task A_pull_takes_hours_as_long_as_it_moves_and_shows_how_far_it_is()
    {
        var pull = PullAsync();
        await engine.SaysAsync("""{"status":"Pulling fs layer","id":"a"}""");
        for (var part = 1; part <= 20; part++)
        {
            await engine.SaysAsync($$$"""{"status":"Downloading","id":"a","progressDetail":{"current":{{{part}}},"total":20}}""");
            await progress.IsAsync(part, 20);
            time.Advance(TimeSpan.FromMinutes(9));
        }

        await engine.SaysAsync("""{"status":"Pull complete","id":"a"}""");
        engine.Ends();

        await pull;
        engine.Asked.ShouldContain("/images/create?fromImage=registry.fridge%3A5000%2Fflink&tag=sha256%3Aabc");
        progress.Title.ShouldBe("pico-1: pull flink");
    }

    [Fact]
    public async Task A_pull_that_stands_still_ends_and_says_how_far_it_was()
    {
        var pull = PullAsync();
        await engine.SaysAsync("""{"status":"Downloading","id":"a","progressDetail":{"current":2097152,"total":8388608}}""");
        await progress.IsAsync(2097152, 8388608);

        time.Advance(Still);

        (await Should.ThrowAsync<FridgeException>(() => pull)).Message.ShouldBe($"pico-1 can't pull {Image.Image}: it stood still for 10 min, after 2 of 8 MiB.");
    }

    [Fact]
    public async Task What_the_engine_says_is_wrong_is_said()
    {
        var pull = PullAsync();
        await engine.SaysAsync("""{"errorDetail":{"message":"x509: certificate signed by unknown authority"},"error":"x509: certificate signed by unknown authority"}""");
        engine.Ends();

        (await Should.ThrowAsync<FridgeException>(() => pull)).Message.ShouldEndWith("x509: certificate signed by unknown authority.");
    }

    [Fact]
    public async Task An_image_that_is_there_costs_a_question()
    {
        engine.HasIt = true;

        await PullAsync();

        engine.Asked.ShouldHaveSingleItem().ShouldStartWith("/images/registry.fridge");
    }

    private async Task PullAsync() => await new EnginePull(null, time).RunAsync(await engine.OpenAsync(), Image, Still, progress, Token);

    private sealed class Progress : IReport, IProgressItem
    {
        private readonly ConcurrentQueue<(long, long?)> seen = [];

        public string Title { get; private set; } = "";

        public void Info(string message) { }

        public void Detail(string message) { }

        public void Warn(string message) { }

        public IProgressItem Begin(string title, long? total = null, ProgressUnit unit = ProgressUnit.Bytes)
        {
            Title = title;
            return this;
        }

        public void Report(long done, long? total = null) => seen.Enqueue((done, total));

        public void Dispose() { }

        public Task IsAsync(long done, long total) => Eventually.BecomesAsync(
            $"{done} of {total} is reported", Eventually.Limit, _ => Task.FromResult(seen.Contains((done, total))), isThere => isThere, Token, TimeSpan.FromMilliseconds(1));
    }

    /// <summary>An engine on loopback: what it says to a pull goes out at once.</summary>
    private sealed class Engine : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Channel<string> said = Channel.CreateUnbounded<string>();

        public Engine()
        {
            listener.Start();
            _ = ServeAsync();
        }

        public bool HasIt { get; set; }

        public ConcurrentQueue<string> Asked { get; } = [];

        public Task<IDockerClient> OpenAsync() => EngineClient.OpenAsync("pico-1", async token =>
        {
            var client = new TcpClient();
            await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, token);
            return client.GetStream();
        }, Token);

        public async Task SaysAsync(string json) => await said.Writer.WriteAsync(json + "\r\n", Token);

        public void Ends() => said.Writer.Complete();

        public ValueTask DisposeAsync()
        {
            listener.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task ServeAsync()
        {
            while (true) _ = AnswerAsync((await listener.AcceptTcpClientAsync(Token)).GetStream());
        }

        private async Task AnswerAsync(NetworkStream stream)
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, false, 1, leaveOpen: true);
            var path = (await reader.ReadLineAsync(Token))!.Split(' ')[1];
            while (await reader.ReadLineAsync(Token) is { Length: > 0 }) { }
            if (path.EndsWith("/version", StringComparison.Ordinal))
            {
                await WholeAsync(stream, "200 OK", """{"ApiVersion":"1.41"}""");
                return;
            }

            Asked.Enqueue(path["/v1.41".Length..]);
            if (!path.Contains("/images/create", StringComparison.Ordinal))
            {
                await WholeAsync(stream, HasIt ? "200 OK" : "404 Not Found", HasIt ? """{"Id":"sha256:abc"}""" : """{"message":"No such image"}""");
                return;
            }

            await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            await foreach (var line in said.Reader.ReadAllAsync(Token)) await WriteAsync(stream, $"{line.Length:x}\r\n{line}\r\n");
            await WriteAsync(stream, "0\r\n\r\n");
        }

        private static Task WholeAsync(NetworkStream stream, string status, string body) =>
            WriteAsync(stream, $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

        private static async Task WriteAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Token);
    }
}
