using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks;
using Fridge.Provisioning.HostTasks.Reboot;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

public sealed class HostTaskListTests
{
    private static readonly Cluster Pico = Fridges.Pico;

    [Fact]
    public void A_task_comes_after_those_that_it_names_and_else_where_it_stands()
    {
        var list = new HostTaskList(Pico, [new Fake("c", "b"), new Fake("a"), new Fake("b", "a")]);

        list.On(Pico.Nodes[0]).Select(task => task.Name).ShouldBe(["a", "b", "c"]);
    }

    [Theory]
    [InlineData("b", "a")]
    [InlineData("nosuch", "")]
    public void Tasks_that_wait_for_each_other_or_for_none_are_refused(string afterOfA, string afterOfB) =>
        Should.Throw<ArgumentException>(() => new HostTaskList(Pico, [new Fake("a", afterOfA), new Fake("b", afterOfB)])).Message.ShouldContain(": a");

    [Fact]
    public void Facts_are_read_where_their_task_applies_and_nowhere_else()
    {
        var stages = Readings.Stages(Pico);

        stages.FactsOf("pico-0").Select(fact => fact.Name).ShouldContain("stack_ports");
        stages.FactsOf("pico-1").Select(fact => fact.Name).ShouldNotContain("stack_ports");
        stages.FactsOf("pico-1").Select(fact => fact.Name).ShouldNotContain("registry_spec");
    }

    [Fact]
    public void A_reboot_that_another_task_needs_is_the_reboot_tasks_change()
    {
        var list = new HostTaskList(Pico, [new RebootTask(), new Fake("cmdline") { Finds = [new RebootNeeded("cmdline", "pico-1", "the memory cgroup is off")] }]);

        var found = list.Examine(Readings.Node(Readings.View(Pico), "pico-1"));

        found.OfType<Change>().ShouldHaveSingleItem().Description.ShouldBe("reboot (the memory cgroup is off; no container runs there)");
    }

    [Theory]
    [InlineData("enabled: false", false, false)]
    [InlineData("except: [pico-1]", true, false)]
    [InlineData("except: []", true, true)]
    public void A_task_is_off_in_the_cluster_or_on_a_node_and_then_none_of_its_facts_is_read(string settings, bool onFirst, bool onSecond)
    {
        var docker = HostTaskList.All.Single(task => task.Name == "docker");
        var stages = Readings.Stages(Fridges.With(docker, settings));

        stages.FactsOf("pico-0").Any(fact => fact.Name == "docker_snap").ShouldBe(onFirst);
        stages.FactsOf("pico-1").Any(fact => fact.Name == "docker_snap").ShouldBe(onSecond);
    }

    [Fact]
    public void An_exception_for_a_node_that_isnt_there_is_wrong_use()
    {
        var docker = HostTaskList.All.Single(task => task.Name == "docker");

        var failure = Should.Throw<FridgeException>(() => HostTaskList.Of(Fridges.With(docker, "except: [pico-7]")));

        failure.WrongUse.ShouldBeTrue();
        failure.Message.ShouldBe("clusters/pico.yaml: hosts.docker.except names 'pico-7', which is not a node of the cluster.");
        failure.NextStep.ShouldBe("The nodes are pico-0, pico-1, pico-2.");
    }

    [Fact]
    public void A_services_port_stays_closed_where_the_task_that_looks_at_it_is_off()
    {
        var uiPort = HostTaskList.All.Single(task => task.Name == "ui port");

        Readings.Stages(Fridges.With(uiPort, "enabled: false")).View([]).Ports.ShouldContain(port => port.Port == 8081);
    }

    [Fact]
    public void A_tasks_shell_goes_with_its_changes()
    {
        var list = new HostTaskList(Pico, [new Fake("a") { Finds = [new ShellChange("a", "pico-1", "greet", "", "greet\n")] }]);

        list.Examine(Readings.Node(Readings.View(Pico), "pico-1")).OfType<ShellChange>().ShouldHaveSingleItem().Helpers.ShouldBe("greet() { :; }\n");
    }

    private sealed class Fake(string name, string after = "") : IHostTask
    {
        public IEnumerable<Finding> Finds { get; init; } = [];

        public string Name => name;

        public IEnumerable<Fact> Facts => [];

        public IEnumerable<string> After => after.Length == 0 ? [] : [after];

        public string Shell => "greet() { :; }\n";

        public IEnumerable<Finding> Examine(NodeView node) => Finds;
    }
}
