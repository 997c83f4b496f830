using Fridge.Model;
using Fridge.Nodes;
using Fridge.Testing;
using Fridge.Tooling;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class SshNetTransportTests(LocalSshd sshd) : NodeTransportContract(sshd, SshTransport.SshNet)
{
    [Fact]
    public async Task Wait_NodeFallsSilent_IsLostAfterTwoUnansweredQuestions()
    {
        var time = new FakeTimeProvider();
        var session = await OpenAsync(time: time);
        await using var process = await session.Transport.StartAsync(new RemoteCommand("sleep", "60"), Cancelled);
        await Sshd.SignalConnectionsAsync("STOP");
        var waiting = process.WaitForExitAsync(Cancelled);
        var reading = process.StandardOutput.ReadAsync(new byte[1], Cancelled).AsTask();

        for (var seconds = 0; seconds < 60; seconds += 15)
            time.Advance(TimeSpan.FromSeconds(15));

        try
        {
            (await Should.ThrowAsync<FridgeException>(waiting.WaitAsync(Eventually.Limit, Cancelled))).Message.ShouldContain("was lost");
            (await reading.WaitAsync(Eventually.Limit, Cancelled)).ShouldBe(0);
        }
        finally
        {
            await Sshd.SignalConnectionsAsync("CONT");
        }
    }

    /// <summary>sshd ends the whole connection upon a packet for a channel that is gone.</summary>
    [Fact]
    public async Task Input_EndsAsTheCommandDoes_KeepsTheConnection()
    {
        var transport = (await OpenAsync()).Transport;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async each =>
        {
            var random = new Random(each);
            for (var times = 0; times < 250; times++)
            {
                await using var process = await transport.StartAsync(new RemoteCommand("true"), Cancelled);
                await Task.Delay(TimeSpan.FromMicroseconds(random.Next(3000)), Cancelled);
                await process.StandardInput.DisposeAsync();
                (await process.WaitForExitAsync(Cancelled)).ShouldBe(0);
            }
        }));
    }

    [Fact]
    public async Task Command_EndsAmidItsInput_KeepsTheConnection()
    {
        var transport = (await OpenAsync()).Transport;
        var input = new byte[256 * 1024];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var times = 0; times < 50; times++)
            {
                await using var process = await transport.StartAsync(new RemoteCommand("head", "-c", "1000"), Cancelled);
                await Should.ThrowAsync<IOException>(async () =>
                {
                    for (var writes = 0; writes < 1000; writes++)
                        await process.StandardInput.WriteAsync(input, Cancelled);
                });
                (await process.WaitForExitAsync(Cancelled)).ShouldBe(0);
            }
        }));
    }
}
