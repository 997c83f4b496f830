using System.Net.Sockets;
using Fridge.Nodes;
using Fridge.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes.Streams;

public sealed class CommandInputTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A command's last words to read may end it before the write has returned here.</summary>
    [Fact]
    public async Task Write_ThatTheCommandReadsAndEndsUpon_IsNoFailure()
    {
        var ended = new TaskCompletionSource();
        using var channel = new Channel(ended);
        await using var input = new CommandInput(channel, ended.Task, new FakeTimeProvider());

        var writing = input.WriteAsync("."u8.ToArray(), Cancelled).AsTask();
        await ended.Task;
        channel.Return.Set();

        await writing;
    }

    [Fact]
    public async Task Write_ThatBlocksSinceNobodyReads_SaysSo()
    {
        var ended = new TaskCompletionSource();
        using var channel = new Channel(ended);
        await using var input = new CommandInput(channel, ended.Task, new HurriedTime(TimeSpan.FromMinutes(1)));

        (await Should.ThrowAsync<IOException>(async () => await input.WriteAsync("."u8.ToArray(), Cancelled))).Message.ShouldContain("has ended");

        channel.Return.Set();
    }

    [Fact]
    public async Task Write_ToAConnectionThatIsReset_SaysSo()
    {
        var ended = new TaskCompletionSource();
        using var channel = new Channel(ended) { Failure = new SocketException((int)SocketError.ConnectionReset) };
        await using var input = new CommandInput(channel, ended.Task);
        channel.Return.Set();

        await Should.ThrowAsync<IOException>(async () => await input.WriteAsync("."u8.ToArray(), Cancelled));
    }

    /// <summary>The command ends as it is written to; the write returns when it is told to.</summary>
    private sealed class Channel(TaskCompletionSource ended) : MemoryStream
    {
        public ManualResetEventSlim Return { get; } = new();

        public Exception? Failure { get; init; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            ended.SetResult();
            Return.Wait();
            if (Failure is not null)
                throw Failure;
        }
    }
}
