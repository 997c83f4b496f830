using System.Collections.Immutable;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Swarm;
using Fridge.Rollout.Verbs;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Verbs;

/// <summary>In which order lines of several services are shown, and whose.</summary>
public sealed class LogMergeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Lines_ComeByTime_AndOneWithoutTimeStaysBehindItsOwn()
    {
        ImmutableArray<LogLine> jobManager = [Line("jm", 1, "a"), Line("jm", null, "  at a"), Line("jm", 4, "b")];
        ImmutableArray<LogLine> taskManager = [Line("tm", 2, "c"), Line("tm", 3, "d")];

        LogMerge.ByTime([taskManager, jobManager]).Select(line => line.Text).ShouldBe(["a", "  at a", "c", "d", "b"]);
    }

    [Fact]
    public void Beginning_IsOfThoseThatRunNow()
    {
        LogLine[] lines = [Line("tm", 1, "old", "gone"), Line("tm", 3, "two", "here"), Line("tm", 2, "one", "here"), Line("tm", 4, "three", "there")];

        LogMerge.Beginning(lines, new HashSet<string> { "here", "there" }, 10).Select(line => line.Text).ShouldBe(["one", "two", "three"]);
        LogMerge.Beginning(lines, new HashSet<string> { "here", "there" }, 2).Select(line => line.Text).ShouldBe(["two", "three"]);
        LogMerge.Beginning(lines, new HashSet<string>(), 10).Select(line => line.Text).ShouldBe(["old", "one", "two", "three"], "nothing runs: what there is");
    }

    [Fact]
    public void SwarmsLine_HasTimeNodeAndTask()
    {
        var nodes = new Dictionary<string, string> { ["n1"] = "pico-1" };

        var line = ServiceLogs.Parse("taskmanager", "2026-05-01T12:00:00.000000100Z com.docker.swarm.node.id=n1,com.docker.swarm.task.id=t1 two  words", nodes);

        line.ShouldBe(new LogLine("taskmanager", "pico-1", "two  words") { At = Noon.AddTicks(1), Instance = "t1" });
        ServiceLogs.Parse("taskmanager", "a line of the engine's own", nodes).ShouldBe(new LogLine("taskmanager", "", "a line of the engine's own"));
    }

    private static LogLine Line(string workload, int? second, string text, string? instance = null) =>
        new(workload, "pico-1", text) { At = second is { } after ? Noon.AddSeconds(after) : null, Instance = instance };
}
