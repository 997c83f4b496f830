using System.Collections.Immutable;
using CsCheck;
using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Graph;

public class PlannerTests
{
    /// <summary>Ten targets; the edges of each go to earlier ones, so there is no cycle.</summary>
    private static readonly Gen<ImmutableArray<TargetNode>> Graphs =
        Gen.Int[0, 1 << 9].Select(Gen.Int[0, 1 << 9]).Array[10].Select(edges => edges
            .Select((bits, index) => new TargetNode($"T{index}", new TargetSettings())
            {
                DependsOn = Earlier(bits.Item1, index),
                After = Earlier(bits.Item2, index),
            })
            .ToImmutableArray());

    [Fact]
    public void Whatever_the_graph_everything_needed_is_planned_once_and_after_what_it_waits_for() =>
        Graphs.Select(Gen.Int[0, 9]).Sample((targets, asked) =>
        {
            var plan = Planner.Plan(TargetGraph.Of(targets), [$"T{asked}"], SkipRequest.None);

            var order = plan.Targets.Select(target => target.Name).ToList();
            order.ShouldBeUnique();
            order.ShouldBe(Needed(targets, $"T{asked}"), ignoreOrder: true);
            foreach (var target in plan.Targets)
            {
                foreach (var earlier in target.DependsOn.Concat(target.After))
                    order.IndexOf(earlier).ShouldBeLessThan(order.IndexOf(target.Name));
            }
        });

    [Fact]
    public void Bare_skip_leaves_only_what_was_asked_for()
    {
        var chain = TargetGraph.Of([Node("A"), Node("B", "A"), Node("C", "B")]);

        var plan = Planner.Plan(chain, ["C"], new SkipRequest(AllDependencies: true, []));

        plan.Targets.Where(target => target.Skip is null).Select(target => target.Name).ShouldBe(["C"]);
    }

    [Fact]
    public void Skip_with_a_name_leaves_its_dependencies_in()
    {
        var chain = TargetGraph.Of([Node("A"), Node("B", "A"), Node("C", "B")]);

        var plan = Planner.Plan(chain, ["C"], new SkipRequest(AllDependencies: false, ["B"]));

        plan.Targets.Where(target => target.Skip is null).Select(target => target.Name).ShouldBe(["A", "C"]);
    }

    [Fact]
    public void What_a_triggered_target_depends_on_waits_for_the_trigger_unless_it_is_needed_anyway()
    {
        var graph = TargetGraph.Of([Node("Shared"), Node("Early"), Node("Late", "Early", "Shared"), Trigger(null)]);

        var plan = Planner.Plan(graph, ["Trigger"], SkipRequest.None);

        plan.Targets.Select(target => target.Name).ShouldBe(["Shared", "Trigger", "Early", "Late"]);
        plan["Early"].OnlyTriggeredBy.ShouldBe(["Trigger"]);
        plan["Late"].OnlyTriggeredBy.ShouldBe(["Trigger"]);
        plan["Shared"].OnlyTriggeredBy.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, "Shared", "Trigger", "Early", "Late")]
    [InlineData(false, "Shared", "Trigger")]
    public void A_trigger_with_a_condition_is_followed_where_that_holds(bool holds, params string[] planned)
    {
        var graph = TargetGraph.Of([Node("Shared"), Node("Early"), Node("Late", "Early", "Shared"), Trigger(() => holds)]);

        Planner.Plan(graph, ["Trigger"], SkipRequest.None).Targets.Select(target => target.Name).ShouldBe(planned);
    }

    private static TargetNode Trigger(Func<bool>? when) => new("Trigger", new TargetSettings { TriggersWhen = when }) { DependsOn = ["Shared"], Triggers = ["Late"] };

    private static TargetNode Node(string name, params string[] dependsOn) =>
        new(name, new TargetSettings()) { DependsOn = [.. dependsOn] };

    private static ImmutableArray<string> Earlier(int bits, int index) =>
        [.. Enumerable.Range(0, index).Where(earlier => (bits >> earlier & 1) == 1).Select(earlier => $"T{earlier}")];

    private static HashSet<string> Needed(ImmutableArray<TargetNode> targets, string name) =>
        [name, .. targets.Single(target => target.Name == name).DependsOn.SelectMany(dependency => Needed(targets, dependency))];
}
