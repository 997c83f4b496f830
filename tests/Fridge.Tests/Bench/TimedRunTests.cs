using System.Collections.Immutable;
using Fridge.Bench.Deploy;
using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Bench;

public class TimedRunTests
{
    private static readonly Failure Dead = new("The oven is dead.") { Evidence = ["exit 3"] };

    private static readonly RunStarted Started =
        new(null, Check: false, ["A", "B"], new Dictionary<string, ImmutableArray<string>> { ["A"] = [], ["B"] = ["A"] });

    [Fact]
    public void A_run_is_timed_from_its_events()
    {
        var run = DeployTimes.Recorded();

        run.ExitCode.ShouldBe(0);
        run.Sum.ShouldBe(TimeSpan.FromSeconds(121.2));
        run.Targets.Select(target => target.Name).ShouldBe(["Memory", "Host", "Images", "Nodes", "Provision", "Rollout", "Deploy"]);
        var nodes = run.Targets.Single(target => target.Name == "Nodes");
        nodes.StartedAt.ShouldBe(TimeSpan.FromSeconds(1.3));
        nodes.Time.ShouldBe(TimeSpan.FromSeconds(30));
        nodes.WaitsFor.ShouldBe(["Host"]);
        CriticalPath.Of(run.Targets).Targets.ShouldBe(["Memory", "Host", "Nodes", "Provision", "Rollout"]);
    }

    [Fact]
    public void A_target_that_did_nothing_has_no_start()
    {
        var run = TimedRun.Of([Started, new TargetFinished("B", TargetStatus.NotRun, TimeSpan.Zero, "needs A")]);

        run.Targets.Single(target => target.Name == "B").StartedAt.ShouldBeNull();
    }

    [Fact]
    public void A_failure_is_kept_once_with_its_evidence()
    {
        var run = TimedRun.Of(
        [
            Started,
            new TargetFinished("A", TargetStatus.Failed, TimeSpan.FromSeconds(1), Failure: Dead),
            new RunFinished(1, TimeSpan.FromSeconds(1), Dead, [], [], []),
        ]);

        run.ExitCode.ShouldBe(1);
        run.Failures.ShouldBe(["The oven is dead.", "exit 3"]);
    }

    [Fact]
    public void Whoever_waits_hears_of_each_target_that_is_over()
    {
        TimedRun.News(Started).ShouldBeNull();

        TimedRun.News(new TargetFinished("A", TargetStatus.Succeeded, TimeSpan.FromSeconds(1.04), "kneaded")).ShouldBe("A Succeeded in 1.0 s: kneaded");
    }

    [Fact]
    public void A_run_that_was_killed_has_no_exit_code()
    {
        TimedRun.Of([Started]).ExitCode.ShouldBeNull();
    }
}
