using System.Globalization;
using Fridge.Nodes.Locks;
using Fridge.Provisioning;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

public sealed class ProvisionerTests
{
    private readonly ReportRecorder report = new();
    private readonly LockLog runLock = new();
    private readonly FakeTimeProvider time = new(Readings.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_converged_cluster_costs_one_exec_per_node_in_all()
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var nodes = new FakeNodes((node, _) => FakeAnswer.Facts(facts[node]));

        var result = await ConvergeAsync(nodes);

        result.Summary.ShouldBe("unchanged");
        nodes.Started.Select(started => started.Node).Order().ShouldBe(["pico-0", "pico-1", "pico-2"]);
        runLock.Asked.ShouldBeEmpty();
        result.Formed.Manager.ShouldBe("pico-0");
        result.Formed.Nodes.Select(node => node.Name).ShouldBe(["pico-0", "pico-1", "pico-2"]);
    }

    [Theory]
    [InlineData(70, true)]
    [InlineData(3600, false)]
    public async Task Nodes_that_still_boot_after_a_power_cut_are_waited_for_by_name_and_else_all_are_named(int uptime, bool waited)
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var begun = time.GetUtcNow();
        var nodes = new FakeNodes((node, _) => node == "pico-0" || time.GetUtcNow() - begun > TimeSpan.FromSeconds(int.Parse(node[^1..], CultureInfo.InvariantCulture) * 30)
            ? FakeAnswer.Facts(facts[node] + $":uptime 0\n {uptime}.25 99.1\n")
            : throw new Fridge.Nodes.NodeSilentException($"{node} does not answer.", "Is it switched on?", null));

        var converging = time.PassUntilAsync(ConvergeAsync(nodes));

        if (waited) (await converging).Formed.Nodes.Length.ShouldBe(3);
        else (await Should.ThrowAsync<FridgeException>(() => converging)).Message.ShouldBe("2 nodes failed:\npico-1 does not answer.\npico-2 does not answer.");
        report.Lines.Count(line => line == "The power came back 70 s ago: waiting for pico-1, pico-2, at most 170 s.").ShouldBe(waited ? 1 : 0);
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

        FakeAnswer Answer(string node, Fridge.Nodes.RemoteCommand command)
        {
            if (FakeNodes.ReadsFacts(command)) return FakeAnswer.Facts(facts[node] + (drifted && node == "pico-2" ? ":jvm_profile 0\n -Xint\n" : ""));
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
            if (FakeNodes.ReadsFacts(command)) return FakeAnswer.Facts(facts[node] + (drifted && node == "pico-2" ? ":jvm_profile 1\n" : ""));
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
            ? FakeAnswer.Facts(facts[node] + (node == "pico-2" ? ":jvm_profile 1\n" : ""))
            : new FakeAnswer("fridge: 1/1 jvm profile\nmv: No space left on device\n:status 1\n", 99));

        var failure = await Should.ThrowAsync<FridgeException>(() => ConvergeAsync(nodes));

        failure.Message.ShouldBe("The step on pico-2 failed with status 1.");
        failure.Evidence.ShouldContain("mv: No space left on device");
        failure.NextStep!.ShouldMatch(@"/run/fridge/[0-9a-f]{16}/log on pico-2");
    }

    [Fact]
    public async Task A_refusal_stops_before_anything_is_changed_anywhere()
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var nodes = new FakeNodes((node, _) => FakeAnswer.Facts(facts[node]
            + (node == "pico-1" ? ":engine_api 0\n 1.39\n" : "") + (node == "pico-2" ? ":jvm_profile 1\n:architecture 0\n amd64\n" : "")));

        var failure = await Should.ThrowAsync<FridgeException>(() => ConvergeAsync(nodes));

        failure.Message.ShouldBe("2 problems keep Provision from converging pico.");
        failure.Evidence.Count.ShouldBe(2);
        nodes.Started.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_foreign_swarm_that_only_a_started_engine_shows_is_refused_before_anybody_joins_it()
    {
        object[] foreign = [SwarmText.Member("id0", "manager"), SwarmText.Member("id9", "worker")];
        var nodes = Starting("pico-0", node => node == "pico-0" ? SwarmText.Manager("id0", foreign) : SwarmText.Inactive);

        var failure = await Should.ThrowAsync<FridgeException>(() => ConvergeAsync(nodes));

        failure.Message.ShouldContain("host-of-id9");
        report.Lines.ShouldNotContain(line => line.Contains("join the swarm"));
    }

    [Fact]
    public async Task A_manager_that_was_stopped_is_started_and_its_swarm_goes_on()
    {
        var nodes = Starting("pico-0", _ => "");

        var result = await ConvergeAsync(nodes);

        result.Changes.ShouldHaveSingleItem().Description.ShouldBe("start the engine");
        nodes.ExecsOf("pico-1").ShouldBe(2);
    }

    [Fact]
    public async Task An_engine_that_stays_silent_ends_the_run_before_a_swarm_is_formed()
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var nodes = new FakeNodes((node, command) => FakeNodes.ReadsFacts(command)
            ? FakeAnswer.Facts(facts[node] + (node == "pico-2" ? SwarmText.Silent : SwarmText.Inactive))
            : new FakeAnswer());

        var failure = await Should.ThrowAsync<FridgeException>(() => ConvergeAsync(nodes));

        failure.Message.ShouldStartWith("The engine of pico-2 doesn't answer");
        report.Lines.ShouldNotContain(line => line.Contains("form a swarm"));
    }

    [Fact]
    public async Task A_lost_lock_ends_the_run_before_the_next_stage()
    {
        runLock.IsLost = true;
        var nodes = Starting("pico-0", _ => "");

        await Should.ThrowAsync<LockLostException>(() => ConvergeAsync(nodes));

        nodes.Started.ShouldAllBe(started => FakeNodes.ReadsFacts(started.Command));
    }

    [Fact]
    public async Task The_lock_is_taken_again_after_the_managers_own_reboot_which_cut_the_connection()
    {
        var nodes = Rebooting(() => throw new IOException("connection reset by peer"), "pico-0", "pico-1");

        var result = await ConvergeAsync(nodes);

        result.Summary.ShouldBe("2 changes on 2 nodes");
        runLock.Asked.ShouldBe(["ensure", "ensure", "again"]);
    }

    [Fact]
    public async Task A_reboot_that_the_node_refuses_is_a_failure()
    {
        var nodes = Rebooting(() => new FakeAnswer("", 1, "Access denied"), "pico-2");

        (await Should.ThrowAsync<FridgeException>(() => ConvergeAsync(nodes))).Evidence.ShouldContain("Access denied");

        runLock.Asked.ShouldNotContain("again");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(":architecture 0\n amd64\n", false)]
    public async Task A_taken_port_is_wrong_use_unless_something_else_is_refused_too(string more, bool wrongUse)
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var nodes = new FakeNodes((node, _) => FakeAnswer.Facts(facts[node] + (node == "pico-0" ? ":stack_ports 0\n []\n" + more : "")));

        (await Should.ThrowAsync<FridgeException>(() => ConvergeAsync(nodes))).WrongUse.ShouldBe(wrongUse);
    }

    [Fact]
    public async Task The_plan_prints_what_would_change_by_node()
    {
        var facts = Fridges.Pico.Nodes.ToDictionary(node => node.Name, node => Readings.For(node, Readings.BarePi));
        var nodes = new FakeNodes((node, _) => FakeAnswer.Facts(facts[node]));

        var plan = await new Provisioner(nodes, report, time, new Redactor(), ClusterForming.Swarm).PlanAsync(Fridges.Pico, Token);

        plan.IsUnchanged.ShouldBeFalse();
        (string.Join('\n', ProvisionPlanText.Lines(plan)) + "\n").ShouldMatchFile("Golden/plan-of-bare-pis.txt");
        nodes.Started.Count.ShouldBe(3);
    }

    /// <summary>Converged nodes but for one whose engine is stopped, until a step has started it.</summary>
    /// <param name="then">Sections that differ when all engines are up.</param>
    private static FakeNodes Starting(string stopped, Func<string, string> then)
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var started = false;
        return new FakeNodes((node, command) =>
        {
            if (FakeNodes.ReadsFacts(command)) return FakeAnswer.Facts(facts[node] + (started || node != stopped ? "" : SwarmText.Silent) + (started ? then(node) : ""));
            started = true;
            return new FakeAnswer();
        });
    }

    /// <summary>Converged nodes, some of which want a reboot first.</summary>
    private static FakeNodes Rebooting(Func<FakeAnswer> reboot, params string[] names)
    {
        var facts = ConvergedFacts.Of(Fridges.Pico);
        var waiting = names.ToHashSet();
        return new FakeNodes((node, command) =>
        {
            if (FakeNodes.ReadsFacts(command)) return FakeAnswer.Facts(facts[node] + (waiting.Contains(node) ? ":modules_gone 0\n" : ":boot_id 0\n another\n"));
            return waiting.Remove(node) ? reboot() : new FakeAnswer("another\n");
        });
    }

    private async Task<ProvisionResult> ConvergeAsync(FakeNodes nodes)
    {
        var provisioner = new Provisioner(nodes, report, time, new Redactor(), ClusterForming.Swarm);
        return await provisioner.ApplyAsync(await provisioner.PlanAsync(Fridges.Pico, Token), runLock, Token);
    }
}
