using Fridge.Nodes;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class FanOutTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AHundredNodes_SixteenAtOnceAndResultsInTheirOrder()
    {
        var (now, most) = (0, 0);

        var results = await FanOut.Short.RunAsync(Enumerable.Range(0, 100), async (number, _) =>
        {
            var current = Interlocked.Increment(ref now);
            lock (this)
                most = Math.Max(most, current);
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return number * 2;
        }, Token);

        results.ShouldBe(Enumerable.Range(0, 100).Select(number => number * 2));
        most.ShouldBeInRange(2, 16);
    }

    [Fact]
    public async Task Run_OneFails_TheOthersEndFirstAndItsFailureIsToldAsItIs()
    {
        var ended = 0;

        var failure = await Should.ThrowAsync<FridgeException>(FanOut.Long.RunAsync(["a", "b", "c"], async (node, _) =>
        {
            if (node == "a")
                throw new FridgeException("a is away", "Switch it on.");
            await Task.Yield();
            Interlocked.Increment(ref ended);
        }, Token));

        (failure.Message, failure.NextStep, ended).ShouldBe(("a is away", "Switch it on.", 2));
    }

    [Fact]
    public async Task Run_SeveralFail_AreSaidTogether_EachNextStepOnce()
    {
        var failure = await Should.ThrowAsync<FridgeException>(FanOut.Short.RunAsync(
            ["a", "b", "c"], (node, _) => node == "b" ? Task.CompletedTask : Task.FromException(new FridgeException($"{node} is away.", "Switch it on.")), Token));

        failure.Message.ShouldBe("2 nodes failed:\na is away.\nc is away.");
        failure.NextStep.ShouldBe("Switch it on.");
    }

    [Fact]
    public async Task Run_AFailureThatIsWaitedForByItsType_WinsOverOthers() =>
        (await Should.ThrowAsync<HttpRequestException>(FanOut.Short.RunAsync(
            ["a", "b"], (node, _) => Task.FromException(node == "a" ? new FridgeException("a is away.") : new HttpRequestException("b")), Token))).Message.ShouldBe("b");

    [Fact]
    public async Task Run_Cancelled_BeginsNoFurtherNode()
    {
        using var stop = new CancellationTokenSource();
        var begun = 0;

        var running = FanOut.Copies.RunAsync(Enumerable.Range(0, 50), async (_, token) =>
        {
            Interlocked.Increment(ref begun);
            await Task.Delay(Timeout.Infinite, token);
        }, stop.Token);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
        begun.ShouldBe(4);
    }
}
