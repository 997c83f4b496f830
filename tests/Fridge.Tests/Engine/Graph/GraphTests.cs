using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.Graph;

public class GraphTests
{
    [Fact]
    public void A_cycle_is_shown_as_a_path_with_the_reason_of_each_step()
    {
        var refused = Should.Throw<WrongUseException>(() => TargetGraph.Of(new Circle()));

        refused.Message.ShouldBe("The targets wait for each other: A → B → C → A.");
        refused.NextStep.ShouldBe("A depends on B; B runs after C; C is triggered by A.");
    }

    [Fact]
    public void Edges_may_be_said_on_either_end()
    {
        var graph = TargetGraph.Of(new Ends());

        graph["Late"].DependsOn.ShouldBe(["Early"]);
        graph["Late"].After.ShouldBe(["Before"]);
        graph["Late"].TriggeredBy.ShouldBe(["Early"]);
    }

    [Fact]
    public void Targets_are_found_in_base_classes_first_whatever_their_visibility()
    {
        TargetGraph.Of(new Derived()).Targets.Select(target => target.Name).ShouldBe(["Early", "Before", "Late", "Own"]);
    }

    [Fact]
    public void What_is_no_target_of_the_class_is_refused_with_its_owner()
    {
        Should.Throw<InvalidOperationException>(() => TargetGraph.Of(new Stranger()))
            .Message.ShouldBe("The target A names something that is not a target of the build class.");
    }

    private sealed class Circle : FridgeBuild
    {
        public Target A => _ => _.DependsOn(B).Triggers(C);

        public Target B => _ => _.After(C);

        public Target C => _ => _;
    }

    private class Ends : FridgeBuild
    {
        public Target Early => _ => _.DependentFor(Late).Triggers(Late);

        private Target Before => _ => _.Before(Late);

        public Target<string> Late => _ => _.Executes(_ => "late");
    }

    private sealed class Derived : Ends
    {
        internal Target Own => _ => _;
    }

    private sealed class Stranger : FridgeBuild
    {
        public Target A => _ => _.DependsOn((Action)Console.WriteLine);
    }
}
