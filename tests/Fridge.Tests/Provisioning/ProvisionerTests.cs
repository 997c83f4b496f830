using Fridge.Provisioning;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Virtual;
using Fridge.Tooling;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

public sealed class ProvisionerTests
{
    private readonly ReportRecorder report = new();
    private readonly FakeTimeProvider time = new(Readings.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_converged_cluster_costs_one_exec_per_node_in_all()
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var nodes = new FakeNodes((node, _) => new FakeAnswer(facts[node]));

        var result = await ConvergeAsync(nodes);

        result.Summary.ShouldBe("unchanged");
        nodes.Started.Select(started => started.Node).Order().ShouldBe(["pico-0", "pico-1", "pico-2"]);
        result.Formed.SwarmId.ShouldBe("swarm1");
        result.Formed.Manager.ShouldBe("pico-0");
        result.Formed.Nodes.Select(node => node.SwarmNodeId).ShouldBe(["id0", "id1", "id2"]);
    }

    [Fact]
    public async Task A_changed_node_is_applied_by_one_exec_and_read_again_alone_with_the_manager()
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var drifted = true;
        var nodes = new FakeNodes(Answer);

        var result = await ConvergeAsync(nodes);

        result.Summary.ShouldBe("1 change on 1 node");
        nodes.ExecsOf("pico-2").ShouldBe(3);
        nodes.ExecsOf("pico-1").ShouldBe(1);
        nodes.ExecsOf("pico-0").ShouldBe(2);
        report.Lines.ShouldContain("pico-2: 1/1 jvm profile: write /var/lib/fridge/jvm/profile.args");

        FakeAnswer Answer(string node, Fridge.Tooling.Nodes.RemoteCommand command)
        {
            if (FakeNodes.ReadsFacts(command)) return new FakeAnswer(facts[node] + (drifted && node == "pico-2" ? ":jvm_profile 0\n -Xint\n" : ""));
            drifted = false;
            return new FakeAnswer("fridge: 1/1 jvm profile: write /var/lib/fridge/jvm/profile.args\n");
        }
    }

    [Fact]
    public async Task Another_plans_step_is_waited_for_and_everything_is_read_again()
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var drifted = true;
        var nodes = new FakeNodes((node, command) =>
        {
            if (FakeNodes.ReadsFacts(command)) return new FakeAnswer(facts[node] + (drifted && node == "pico-2" ? ":jvm_profile 1\n" : ""));
            drifted = false;
            return new FakeAnswer("fridge: waiting for another run's step (0123456789abcdef)\n", 100);
        });

        (await ConvergeAsync(nodes)).Summary.ShouldBe("unchanged");

        report.Lines.ShouldContain("Another run changed pico-2 meanwhile. Reading all nodes again.");
        nodes.ExecsOf("pico-1").ShouldBe(2);
    }

    [Fact]
    public async Task A_step_that_fails_shows_node_status_log_and_where_the_rest_is()
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var nodes = new FakeNodes((node, command) => FakeNodes.ReadsFacts(command)
            ? new FakeAnswer(facts[node] + (node == "pico-2" ? ":jvm_profile 1\n" : ""))
            : new FakeAnswer("fridge: 1/1 jvm profile\nmv: No space left on device\n", 1));

        var failure = await Should.ThrowAsync<FridgeException>(() => ConvergeAsync(nodes));

        failure.Message.ShouldBe("The step on pico-2 failed with status 1.");
        failure.Evidence.ShouldContain("mv: No space left on device");
        failure.NextStep!.ShouldMatch(@"/run/fridge/[0-9a-f]{16}/log on pico-2");
    }

    [Fact]
    public async Task A_refusal_stops_before_anything_is_changed_anywhere()
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var nodes = new FakeNodes((node, _) => new FakeAnswer(facts[node]
            + (node == "pico-1" ? ":engine_api 0\n 1.39\n" : "") + (node == "pico-2" ? ":jvm_profile 1\n:architecture 0\n amd64\n" : "")));

        var failure = await Should.ThrowAsync<FridgeException>(() => ConvergeAsync(nodes));

        failure.Message.ShouldBe("2 things stand in the way of converging pico.");
        failure.Evidence.Count.ShouldBe(2);
        nodes.Started.Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_plan_prints_what_would_change_by_node()
    {
        var facts = Fridges.Pico.Nodes.ToDictionary(node => node.Name, node => Readings.BarePi.Replace("{name}", node.Name).Replace("{address}", node.Address));
        var nodes = new FakeNodes((node, _) => new FakeAnswer(facts[node]));

        var plan = await new Provisioner(nodes, report, time).PlanAsync(Fridges.Pico, Token);

        plan.IsUnchanged.ShouldBeFalse();
        Golden.Match(string.Join('\n', ProvisionPlanText.Lines(plan, withDiff: false)) + "\n", "plan-of-bare-pis.txt");
        nodes.Started.Count.ShouldBe(3);
    }

    private async Task<ProvisionResult> ConvergeAsync(FakeNodes nodes)
    {
        var provisioner = new Provisioner(nodes, report, time);
        return await provisioner.ApplyAsync(await provisioner.PlanAsync(Fridges.Pico, Token), Token);
    }
}
