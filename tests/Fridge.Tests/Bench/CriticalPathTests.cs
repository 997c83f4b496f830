using CsCheck;
using Fridge.Bench.Deploy;
using Shouldly;
using Xunit;
using static Fridge.Tests.Bench.DeployTimes;

namespace Fridge.Tests.Bench;

public class CriticalPathTests
{
    [Fact]
    public void Chain_through_the_longer_branch()
    {
        var path = CriticalPath.Of([Target("A", 1), Target("B", 5, "A"), Target("C", 3, "A"), Target("D", 3, "C"), Target("E", 1, "B", "D")]);

        path.Targets.ShouldBe(["A", "C", "D", "E"]);
        path.Time.ShouldBe(TimeSpan.FromSeconds(8));
    }

    [Fact]
    public void A_target_alone_may_be_longer_than_any_chain()
    {
        CriticalPath.Of([Target("A", 1), Target("B", 1, "A"), Target("Long", 9)]).Targets.ShouldBe(["Long"]);
    }

    [Fact]
    public void What_took_no_time_is_passed_through_but_not_named()
    {
        CriticalPath.Of([Target("A", 1), Target("Skipped", 0, "A"), Target("C", 2, "Skipped")]).Targets.ShouldBe(["A", "C"]);
    }

    [Fact]
    public void Nothing_ran()
    {
        CriticalPath.Of([]).Time.ShouldBe(TimeSpan.Zero);
    }

    /// <summary>No chain of a random graph is longer, and the path found is one of them.</summary>
    [Fact]
    public void Is_the_longest_of_all_chains()
    {
        Graphs.Sample(
            targets =>
            {
                var path = CriticalPath.Of(targets);

                path.Time.ShouldBe(Chains(targets).Max(chain => TimeSpan.FromTicks(chain.Sum(target => target.Time.Ticks))));
                Chains(targets).ShouldContain(chain => chain.Select(target => target.Name).SequenceEqual(path.Targets));
            },
            iter: 300);
    }

    /// <summary>Up to seven targets, each of whole seconds and waiting for some before it.</summary>
    private static readonly Gen<TimedTarget[]> Graphs =
        from times in Gen.Int[1, 9].Array[1, 7]
        from edges in Gen.Bool.Array[49]
        select times.Select((time, at) => Target(
            $"T{at}", time, [.. Enumerable.Range(0, at).Where(before => edges[(at * 7) + before]).Select(before => $"T{before}")])).ToArray();

    private static List<TimedTarget[]> Chains(TimedTarget[] targets)
    {
        return [.. targets.SelectMany(To)];

        IEnumerable<TimedTarget[]> To(TimedTarget end) => end.WaitsFor
            .SelectMany(name => To(targets.Single(target => target.Name == name)))
            .Select(chain => (TimedTarget[])[.. chain, end])
            .Prepend([end]);
    }
}
