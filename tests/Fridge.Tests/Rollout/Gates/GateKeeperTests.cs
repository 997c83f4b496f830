using Fridge.Rollout.Flink;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;
using Fridge.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Gates;

public sealed class GateKeeperTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Between two questions. A third of what a stuck gate is given.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider time = new() { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly ReportRecorder report = new();

    [Fact]
    public async Task GateThatOpensLater_IsAskedUntilThen_AndEachNewSayingIsReported()
    {
        var answers = new Queue<GateState>([new GateWaiting("a"), new GateWaiting("a"), new GateWaiting("b"), new GateOpen("c")]);

        (await WaitAsync(() => answers.Dequeue())).ShouldBe("c");
        report.Log.ShouldBe(["gate: a", "gate: b", "gate: c"]);
    }

    [Fact]
    public async Task Limit_SaysWhatWasMissing() =>
        (await Should.ThrowAsync<GateFailedException>(() => WaitAsync(() => new GateWaiting("1 of 2")))).Message
            .ShouldBe("gate: not reached within 5 min. 1 of 2");

    [Fact]
    public async Task Stuck_FailsLongBeforeTheLimit()
    {
        var begun = time.GetTimestamp();

        await Should.ThrowAsync<GateFailedException>(() => WaitAsync(() => new GateWaiting("no suitable node", IsStuck: true)));

        time.GetElapsedTime(begun).ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task StuckOnNodesThatBoot_WaitsForThemByName_EachThatComesBackGivesTheOthersTime()
    {
        var begun = time.GetTimestamp();
        ObservedNode Node(string name, string state) => new(name, state, "active", false, 0, "27");
        GateState Look() => AwaitedNodes.Explain(
            new GateWaiting("1 of 2 run; pending: no suitable node", IsStuck: true),
            [Node("pico-0", "ready"), Node("pico-1", time.GetElapsedTime(begun) < TimeSpan.FromMinutes(4) ? "down" : "ready"), Node("pico-2", "unknown")]);

        var failure = await Should.ThrowAsync<GateFailedException>(() => WaitAsync(_ => Task.FromResult(Look()), TimeSpan.FromMinutes(20)));

        failure.Message.ShouldBe("gate: 1 of 2 run; pending: no suitable node; waiting for pico-2, down");
        report.Lines.ShouldBe(["gate: 1 of 2 run; pending: no suitable node; waiting for pico-1, pico-2, down", "gate: 1 of 2 run; pending: no suitable node; waiting for pico-2, down"]);
        time.GetElapsedTime(begun).ShouldBe(TimeSpan.FromMinutes(9));
    }

    [Fact]
    public void StuckWhileAllNodesAreReady_IsAPersonsMatter() =>
        AwaitedNodes.Explain(new GateWaiting("no suitable node", IsStuck: true), [new("pico-1", "ready", "drain", false, 0, "27")]).AwaitsNodes.ShouldBeFalse();

    [Fact]
    public async Task StuckThatPasses_IsForgiven()
    {
        var asked = 0;

        (await WaitAsync(() => ++asked switch
        {
            8 => new GateOpen("done"),
            4 => new GateWaiting("better"),
            _ => new GateWaiting("no suitable node", IsStuck: true),
        })).ShouldBe("done");
    }

    [Fact]
    public async Task SilentFlink_IsWaitedFor()
    {
        var asked = 0;

        (await WaitAsync(() => ++asked < 3 ? throw new FlinkUnavailableException("starting") : new GateOpen("up"))).ShouldBe("up");
        report.Log.ShouldContain("gate: starting");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task QuestionWithoutAnAnswer_EndsWithTheLimit(bool obeys)
    {
        var begun = time.GetTimestamp();
        var asked = 0;

        var failure = await Should.ThrowAsync<GateFailedException>(() => WaitAsync(token => ++asked < 3
            ? Task.FromResult<GateState>(new GateWaiting("1 of 2"))
            : NeverAsync(obeys ? token : CancellationToken.None)));

        failure.Message.ShouldBe("gate: not reached within 5 min. no answer any more, before that: 1 of 2");
        time.GetElapsedTime(begun).ShouldBeInRange(Limit, Limit + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task FirstQuestionWithoutAnAnswer_IsSaidSo() =>
        (await Should.ThrowAsync<GateFailedException>(() => WaitAsync(NeverAsync))).Message
            .ShouldBe("gate: not reached within 5 min. no answer at all");

    [Fact]
    public async Task CancelledInAQuestion_Stops()
    {
        using var source = new CancellationTokenSource();
        var waiting = new GateKeeper(new RolloutLimits(), time, report).WaitAsync("gate", Limit, NeverAsync, source.Token);

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var keeper = new GateKeeper(new RolloutLimits(), time, report);
        var waiting = keeper.WaitAsync("gate", Limit, _ => Task.FromResult<GateState>(new GateWaiting("x")), source.Token);

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    private static async Task<GateState> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return new GateOpen("never");
    }

    private Task<string> WaitAsync(Func<GateState> answer) => WaitAsync(_ => Task.FromResult(answer()));

    /// <summary>Time goes on by a poll whenever the keeper waits.</summary>
    private Task<string> WaitAsync(Func<CancellationToken, Task<GateState>> check, TimeSpan? limit = null) =>
        time.PassUntilAsync(new GateKeeper(new RolloutLimits { Poll = Poll }, time, report).WaitAsync("gate", limit ?? Limit, check, TestContext.Current.CancellationToken), Poll);
}
