using Fridge.Nodes;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class HeartbeatTests
{
    private readonly FakeTimeProvider time = new();
    private int asked;
    private int lost;

    [Fact]
    public async Task Silence_TwoQuestionsWithoutAnswer_IsLostOnce()
    {
        await using var heartbeat = new Heartbeat(() => asked++, () => lost++, time);

        Advance(3);
        (asked, lost).ShouldBe((2, 0));

        Advance(3);
        (asked, lost).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Answers_AfterEachQuestion_NeverLost()
    {
        Heartbeat? heartbeat = null;
        await using var beating = heartbeat = new Heartbeat(() => { asked++; heartbeat!.Heard(); }, () => lost++, time);

        Advance(20);

        lost.ShouldBe(0);
        asked.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Traffic_NothingIsAsked()
    {
        await using var heartbeat = new Heartbeat(() => asked++, () => lost++, time);

        for (var beats = 0; beats < 5; beats++)
        {
            heartbeat.Heard();
            Advance(1);
        }

        asked.ShouldBe(0);
    }

    private void Advance(int beats)
    {
        for (var beat = 0; beat < beats; beat++)
            time.Advance(Heartbeat.Interval);
    }
}
