using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Workloads;

/// <summary>A worker dies without a word; the job goes on with the other, and with a new one, from its last checkpoint.</summary>
[Trait("Suite", "ci")]
public class RecoveryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WorkerKilled_NoneLostNoneTwice()
    {
        await using var flink = await LocalFlink.StartAsync("--mode", "continuous", "--rate", "300");
        using var rest = new TaxiRest(flink.Rest);
        var victim = flink.StartTaskManager("worker-1");
        flink.StartTaskManager("worker-2");

        var before = await UntilAsync(flink, rest, "two readers, a lap and three checkpoints",
            view => view.Readers.Length == 2 && view.Status.Total > 1300 && view.Status.Checkpoints is [.., { Id: >= 3 }] && view.AtCommonCheckpoint() is not null);
        await victim.KillAsync();
        var alone = await UntilAsync(flink, rest, "one reader after a restore",
            view => view.Readers.Length == 1 && view.Status.RestoredFrom > (before.Status.RestoredFrom ?? 0) && Grown(view, before));
        flink.StartTaskManager("worker-3");
        var after = await UntilAsync(flink, rest, "two readers after another restore",
            view => view.Readers.Length == 2 && view.Status.RestoredFrom > alone.Status.RestoredFrom && Grown(view, alone));

        alone.Status.RestoredFrom!.Value.ShouldBeGreaterThanOrEqualTo(before.Status.Checkpoints[0].Id);
        foreach (var view in new[] { before, alone, after })
            ShouldBeWhole(view);
    }

    /// <summary>Counts equal the position: by place, as an independent calculation has it for exactly the rows up to there.</summary>
    private static void ShouldBeWhole(TaxiView view)
    {
        var status = view.Status;
        var expected = ExpectedCounts.UpTo(status.Positions.ToDictionary(file => file.Key, file => file.Value.Next));
        var (given, counted) = view.AtCommonCheckpoint()!.Value;
        status.ShouldSatisfyAllConditions(
            () => (status.Gaps, status.Duplicates).ShouldBe((0, 0)),
            () => status.Total.ShouldBe(status.Positions.Values.Sum(file => file.Next)),
            () => status.Total.ShouldBe(status.Places.Values.Sum() + status.Unlocated + status.Malformed),
            () => (status.Unlocated, status.Millimetres).ShouldBe((expected.Unlocated, expected.Millimetres)),
            () => status.Places.ShouldBe(expected.Places, ignoreOrder: true),
            () => status.LastRides.Length.ShouldBe(5),
            () => counted.ShouldBe(given));
    }

    /// <summary>It runs on, and every reader took part in a checkpoint since.</summary>
    private static bool Grown(TaxiView view, TaxiView earlier) =>
        view.Status.Total > earlier.Status.Total + 300 && view.AtCommonCheckpoint() is not null;

    private static async Task<TaxiView> UntilAsync(LocalFlink flink, TaxiRest rest, string what, Func<TaxiView, bool> reached)
    {
        try
        {
            return (await Eventually.BecomesAsync(what, Limit, LookAsync, view => view is not null && reached(view), Cancelled, Pause))!;
        }
        catch (TimeoutException over)
        {
            throw new TimeoutException($"{over.Message}\n{flink.LastLines()}", over);
        }

        Task<TaxiView?> LookAsync(CancellationToken cancellationToken)
        {
            flink.ShouldBeAlive();
            return rest.ViewAsync(cancellationToken);
        }
    }
}
