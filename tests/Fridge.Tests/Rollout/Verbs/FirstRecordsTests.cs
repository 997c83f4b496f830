using Fridge.Rollout.Gates;
using Fridge.Rollout.Status;
using Fridge.Rollout.Verbs;
using Fridge.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Verbs;

/// <summary>What Deploy says of the job's first records.</summary>
public sealed class FirstRecordsTests
{
    [Theory]
    [InlineData("RUNNING", 0, 5, "Job taxi is RUNNING, and has read no record yet: is there input?")]
    [InlineData("RUNNING", 1, 0, "Job taxi is RUNNING, and has read 1 record.")]
    [InlineData("RUNNING", 377, 10, "Job taxi is RUNNING, and has read 377 records, 37.7 a second since it began.")]
    [InlineData("FINISHED", 0, 5, null)]
    [InlineData("FAILED", 0, 5, null)]
    [InlineData("RESTARTING", 20, 5, "Job taxi was RUNNING and is RESTARTING now: ./build.sh Logs says why.")]
    public void Sentence_SaysRecordsAndRate(string state, long records, int seconds, string? expected) =>
        FirstRecordsVerdict.Of(Job(state, records, seconds)).ShouldBe(expected);

    [Fact]
    public void WithoutAJob_NothingIsSaid() => FirstRecordsVerdict.Of(null).ShouldBeNull();

    [Theory]
    [InlineData("RUNNING", 0, true)]
    [InlineData("RUNNING", 1, false)]
    [InlineData("CREATED", 20, true)]
    [InlineData("FINISHED", 0, false)]
    public void AJobThatIsNotOver_IsWaitedForUntilItHasRecords(string state, long records, bool expected) =>
        FirstRecordsVerdict.IsWorthWaiting(Job(state, records, 1)).ShouldBe(expected);

    /// <summary>The whole job is chained behind its source, which hands nothing to another vertex.</summary>
    [Fact]
    public async Task RecordsOfAChainedJob_AreReadFromTheSourcesOperator()
    {
        using var flink = ChainedFlink.Client(records: 40);

        (await JobReader.ReadAsync(flink, [], TestContext.Current.CancellationToken))!.RecordsIn.ShouldBe(80);
    }

    [Fact]
    public async Task WithoutInput_TheWaitEndsAtItsLimit()
    {
        using var flink = ChainedFlink.Client(records: 0);
        var looks = new FirstRecords(flink, TimeProvider.System, new ReportRecorder()) { Limits = new RolloutLimits { FirstRecords = TimeSpan.FromMilliseconds(1) } };

        (await looks.LookAsync(wait: true, TestContext.Current.CancellationToken)).ShouldBe("Job taxi is RUNNING, and has read no record yet: is there input?");
    }

    /// <summary>A Deploy that changed nothing has nothing to wait for.</summary>
    [Fact]
    public async Task WithoutWaiting_OneLookIsAll()
    {
        using var flink = ChainedFlink.Client(records: 0);

        (await new FirstRecords(flink, new FakeTimeProvider(), new ReportRecorder()).LookAsync(wait: false, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    private static JobStatus Job(string state, long records, int seconds) =>
        new("1", "taxi", state, TimeSpan.FromSeconds(seconds), records, 0, 0, null, null, []);
}
