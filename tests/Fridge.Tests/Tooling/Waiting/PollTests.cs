using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Waiting;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Waiting;

public sealed class PollTests
{
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Poll Minute => new(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2), time);

    [Fact]
    public async Task Until_AnsweredAtOnce_WaitsForNothing() =>
        (await Minute.UntilAsync(_ => Task.FromResult<string?>("yes"), Late, Token)).ShouldBe("yes");

    [Fact]
    public async Task Until_AnsweredLater_AsksUntilThen()
    {
        var asked = 0;

        await time.PassUntilAsync(Minute.UntilAsync(_ => Task.FromResult(++asked == 4), Late, Token));

        asked.ShouldBe(4);
    }

    [Fact]
    public async Task Until_NeverAnswered_ThrowsWhatIsLate() =>
        (await Should.ThrowAsync<FridgeException>(time.PassUntilAsync(Minute.UntilAsync(_ => Task.FromResult(false), Late, Token)))).Message.ShouldBe("late");

    [Fact]
    public async Task Until_AQuestionThatHangs_EndsWithTheLimitToo() =>
        (await Should.ThrowAsync<FridgeException>(time.PassUntilAsync(
            Minute.UntilAsync(_ => new TaskCompletionSource<bool>().Task, Late, Token)))).Message.ShouldBe("late");

    [Fact]
    public async Task Until_Cancelled_IsCancelledAndNotLate()
    {
        using var stop = new CancellationTokenSource();
        var waiting = Minute.UntilAsync(_ => Task.FromResult(false), Late, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    private static FridgeException Late() => new("late");
}
