using Fridge.Model;
using Fridge.Nodes.Locks;
using Fridge.Provisioning.Apply;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

public sealed class InTurnsTests
{
    private const string Engine = """
        :programs 0
         docker
         dockerd
         iptables
        :engine_api 0
         1.41
        :engine 0
         {"ServerVersion":"20.10.24","Swarm":{"LocalNodeState":"inactive"}}
        :daemon_json 1
        :engine_containers 0
         [{"Names":["/pihole"]},{"Names":["/pico_jobmanager.1.k2j3h4"]}]

        """;

    private static readonly Cluster TwoManagers = Fridges.Pico with
    {
        Nodes = [.. Fridges.Pico.Nodes.Select((node, at) => node with { Roles = at < 2 ? [NodeRole.Manager] : [NodeRole.Worker] })],
    };

    [Fact]
    public async Task Nodes_make_them_one_after_another_workers_first_and_the_first_manager_last()
    {
        var log = new Log();

        await new InTurns(log).ApplyAsync(Readings.View(TwoManagers), [.. TwoManagers.Nodes.Select(node => Change(node.Name))], new HeldLockDouble(), TestContext.Current.CancellationToken);

        log.Lines.ShouldBe(["begin pico-2", "end pico-2", "begin pico-1", "end pico-1", "begin pico-0", "end pico-0"]);
    }

    [Fact]
    public void A_restart_of_running_engines_is_no_part_of_what_all_nodes_do_at_once()
    {
        var view = Readings.View(Fridges.Pico, [.. Fridges.Pico.Nodes.Select(node => (node.Name, Engine))]);

        var stages = Readings.Stages(Fridges.Pico).Stages.ToDictionary(stage => stage.Name, stage => stage.Plan(view).Changes.Where(change => change.Source == "docker").ToList());

        stages["base"].ShouldBeEmpty();
        stages["turns"].Select(change => change.Description).ShouldBe(Enumerable.Repeat("write /etc/docker/daemon.json and restart docker (ends pico_jobmanager.1, pihole)", 3));
    }

    private static ShellChange Change(string node) => new("test", node, "do it", "", "") { TakesTurns = true };

    private sealed class Log : IStageExecutor
    {
        public List<string> Lines { get; } = [];

        public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken)
        {
            var node = changes.ShouldHaveSingleItem().Node;
            Lines.Add($"begin {node}");
            await Task.Yield();
            Lines.Add($"end {node}");
        }
    }
}
