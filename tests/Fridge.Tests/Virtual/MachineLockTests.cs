using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Virtual;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Virtual;

public sealed class MachineLockTests
{
    private readonly string cluster = Guid.NewGuid().ToString("N");
    private readonly FakeTimeProvider time = new();
    private readonly ReportRecorder report = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_HeldByAnother_WaitsAndSaysSoUntilItIsFree()
    {
        var first = await MachineLock.TakeAsync(cluster, time, report, Token);
        var second = MachineLock.TakeAsync(cluster, time, report, Token);
        second.IsCompleted.ShouldBeFalse();
        report.Lines.ShouldHaveSingleItem().ShouldContain("another run makes or removes");

        first.Dispose();
        time.Advance(TimeSpan.FromSeconds(1));

        (await second).Dispose();
    }

    [Fact]
    public async Task Take_HeldForMinutes_GivesUp()
    {
        using var first = await MachineLock.TakeAsync(cluster, time, report, Token);

        await Should.ThrowAsync<FridgeException>(() => time.PassUntilAsync(MachineLock.TakeAsync(cluster, time, report, Token)));
    }
}
