using Fridge.Bench.Deploy;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Bench;

public class EventReaderTests
{
    private const string Started = """{"event":"runStarted","at":"2026-01-02T03:00:00Z","check":false,"targets":["A","B"],"waitsFor":{"A":[],"B":["A"]}}""";

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
        var run = Read(Started, """{"event":"targetFinished","at":"2026-01-02T03:00:01Z","target":"B","status":"notRun","seconds":0,"note":"needs A"}""");

        run.Targets.Single(target => target.Name == "B").StartedAt.ShouldBeNull();
    }

    [Fact]
    public void A_failure_is_kept_once_with_its_evidence()
    {
        const string failure = """ "failure":{"message":"The oven is dead.","wrongUse":false,"evidence":["exit 3"]} """;

        var run = Read(
            Started,
            $$"""{"event":"targetFinished","at":"2026-01-02T03:00:01Z","target":"A","status":"failed","seconds":1,{{failure}}}""",
            $$"""{"event":"runFinished","at":"2026-01-02T03:00:01Z","exitCode":1,"seconds":1,{{failure}},"targets":[],"lines":[],"tables":[]}""");

        run.ExitCode.ShouldBe(1);
        run.Failures.ShouldBe(["The oven is dead.", "exit 3"]);
    }

    [Fact]
    public void Whoever_waits_hears_of_each_target_that_is_over()
    {
        var reader = new EventReader();
        reader.Read(Started).ShouldBeNull();

        reader.Read("""{"event":"targetFinished","at":"2026-01-02T03:00:01Z","target":"A","status":"succeeded","seconds":1.04,"note":"kneaded"}""")
            .ShouldBe("A succeeded in 1.0 s: kneaded");
    }

    [Fact]
    public void A_run_that_was_killed_has_no_exit_code()
    {
        Read(Started).ExitCode.ShouldBeNull();
    }

    private static TimedRun Read(params string[] lines)
    {
        var reader = new EventReader();
        foreach (var line in lines)
            reader.Read(line);
        return reader.Run;
    }
}
