using Fridge.Model;
using Fridge.Nodes;
using Fridge.Testing;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
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
}
