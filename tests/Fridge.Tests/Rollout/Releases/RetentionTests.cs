using Fridge.Manifests;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Releases;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Releases;

public sealed class RetentionTests
{
    [Fact]
    public async Task FilesAndImagesOfTheLastFiveDone_StayWhateverRuns_TheOlderOnesGo()
    {
        var (stack, observed) = await SevenReleasesAsync();

        var retention = new Retention(ReleaseHistory.Of(observed.Records));

        retention.OldFiles(observed, stack).Select(file => file.Name).ShouldBe(["config-1", "config-2"]);
        retention.Images.Where(image => image.StartsWith("image-", StringComparison.Ordinal)).ShouldBe(["image-3", "image-4", "image-5", "image-6", "image-7"]);
        retention.OldRecords(observed).Select(record => (record.Release, record.Part))
            .ShouldBe([("1", "intent"), ("1", "result"), ("2", "intent"), ("2", "result")]);
    }

    [Fact]
    public async Task ReleaseToCome_TakesTheOldestsPlace()
    {
        var (stack, observed) = await SevenReleasesAsync();

        new Retention(ReleaseHistory.Of(observed.Records), makesRoom: true).OldFiles(observed, stack).Select(file => file.Name)
            .ShouldBe(["config-1", "config-2", "config-3"]);
    }

    [Fact]
    public async Task LastFailedOnes_AreKeptBesideThoseThatWereDone()
    {
        var stack = await Stacks.VirtualAsync();
        StoredRecord[] failed = [.. Enumerable.Range(2, 5).SelectMany(number => new[] { Records.Intent(number, stack), Records.Result(number, ReleaseOutcome.Failed) })];
        var observed = Stacks.HeldOf(stack) with { Records = [.. Records.Done(1, stack), .. failed] };

        new Retention(ReleaseHistory.Of(observed.Records)).OldRecords(observed).Select(record => record.Release).Distinct().ShouldBe(["2", "3"]);
    }

    /// <summary>What it names isn't known, so it may name all.</summary>
    [Fact]
    public async Task RecordOfAnotherVersion_KeepsEverything()
    {
        var (stack, observed) = await SevenReleasesAsync();
        observed = observed with { Records = observed.Records.Add(new StoredRecord("8", StoredRecord.Intent, """{"schema":2}""", "8")) };

        var retention = new Retention(ReleaseHistory.Of(observed.Records));

        retention.OldFiles(observed, stack).ShouldBeEmpty();
        retention.OldRecords(observed).ShouldBeEmpty();
        retention.Reason!.ShouldContain("release 8");
    }

    [Fact]
    public async Task RecordsFromBeforeThereWereNumbers_GoWhenOneWithANumberIsDone()
    {
        var stack = await Stacks.VirtualAsync();
        var earlier = Records.OfBefore("20261122140000-aaaaaa", "intent", """{"At":"2026-11-22T14:00:00+00:00","By":"ann","Stack":"one"}""");
        var begun = Stacks.HeldOf(stack) with { Records = [earlier, Records.Intent(1, stack)] };
        var done = begun with { Records = [earlier, .. Records.Done(1, stack)] };

        new Retention(ReleaseHistory.Of(begun.Records)).OldRecords(begun).ShouldBeEmpty();
        new Retention(ReleaseHistory.Of(done.Records)).OldRecords(done).ShouldBe([earlier]);
    }

    /// <summary>Each with a config and an image of its own; the last one runs.</summary>
    private static async Task<(RenderedRelease Last, Observed Observed)> SevenReleasesAsync()
    {
        var stack = await Stacks.VirtualAsync();
        var releases = Enumerable.Range(1, 7).Select(number => stack with
        {
            Workloads = [.. stack.Workloads.Select(workload => workload with { Image = $"image-{number}", Files = [$"config-{number}"] })],
            Files = [new ReleaseFile($"config-{number}", "config.yaml", "")],
        }).ToList();
        var observed = Stacks.HeldOf(releases[^1]) with
        {
            Files = [.. releases.Select(release => Stacks.File(release.Files[0].Name))],
            Records = [.. releases.SelectMany((release, index) => Records.Done(index + 1, release))],
        };
        return (releases[^1], observed);
    }
}
