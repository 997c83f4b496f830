using Fridge.Provisioning.Changes;
using Fridge.Provisioning.HostTasks;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>What the firewall does about a node that was converged, and then wasn't.</summary>
public sealed class FirewallTaskTests
{
    private const string Hook = "-A PREROUTING -j FRIDGE";

    [Fact]
    public void A_converged_node_needs_nothing() => Find("pico-1").ShouldBeEmpty();

    [Fact]
    public void Another_version_of_iptables_prints_the_words_of_a_rule_in_another_order() =>
        Find("pico-1", Live(live => live.Replace("-m conntrack --ctorigdstport 7946 --ctdir ORIGINAL", "-m conntrack --ctdir ORIGINAL --ctorigdstport 7946"))).ShouldBeEmpty();

    [Theory]
    [InlineData(Hook, "-A PREROUTING -i tailscale0 -j ACCEPT")]
    [InlineData(" 4 " + Hook + "\n", "")]
    [InlineData("-s 172.30.8.12/32", "-s 172.30.8.99/32")]
    [InlineData(" 6 -A FRIDGE -p udp -m conntrack --ctorigdstport 4789 --ctdir ORIGINAL -j DROP\n", "")]
    public void What_the_kernel_enforces_is_compared_with_what_it_should(string rule, string drift) =>
        Find("pico-1", Live(live => live.Replace(rule, drift))).ShouldBe(["close the ports"]);

    [Theory]
    [InlineData(":firewall_age 0\n 4711\n")]
    [InlineData(":firewall_age 1\n")]
    public void A_timer_that_does_not_run_is_started(string age) =>
        Find("pico-1", age).ShouldBe(["start fridge-firewall-keep.timer, which has not run for a while"]);

    [Theory]
    [InlineData("pico-0", "host", "node.labels.fridge.node == pico-0", true)]
    [InlineData("pico-1", "host", "node.labels.fridge.node == pico-0", false)]
    [InlineData("pico-1", "host", "node.platform.os == linux", true)]
    [InlineData("pico-1", "ingress", "node.labels.fridge.node == pico-0", true)]
    public void What_the_stack_publishes_now_is_closed_where_it_may_be_open(string node, string mode, string constraint, bool closed)
    {
        var ours = $$$$$"""{"Spec":{"Labels":{"com.docker.stack.namespace":"pico"},"TaskTemplate":{"Placement":{"Constraints":["{{{{{constraint}}}}}"]}},"EndpointSpec":{"Ports":[{"PublishedPort":9000,"PublishMode":"{{{{{mode}}}}}"}]}}}""";
        const string Others = """{"Spec":{"Labels":{"com.docker.stack.namespace":"other"},"EndpointSpec":{"Ports":[{"PublishedPort":80}]}}}""";

        Rules(node, $":stack_ports 0\n [{ours},{Others}]\n").Contains("--ctorigdstport 9000").ShouldBe(closed);
        Rules(node, $":stack_ports 0\n [{Others}]\n").ShouldNotContain("--ctorigdstport 80 ");
    }

    [Fact]
    public void A_manager_that_does_not_say_what_runs_is_no_reason_to_open_what_is_closed()
    {
        const string Closed = ":firewall_rules4 0\n *mangle\n -A FRIDGE -p tcp -m conntrack --ctorigdstport 9000 --ctdir ORIGINAL -j DROP\n COMMIT\n";

        Rules("pico-1", ":stack_ports 1\n", Closed).ShouldContain("--ctorigdstport 9000 --ctdir ORIGINAL -j DROP");
        Rules("pico-1", ":stack_ports 0\n []\n", Closed).ShouldNotContain("--ctorigdstport 9000");
    }

    private static string Live(Func<string, string> drift) => drift(FactsText.ByName(ConvergedFacts.Of(Fridges.Pico)["pico-1"])["firewall_live"]);

    private static string Rules(string node, string ofManager, string ofNode = "") => Changes(Readings.View(Fridges.Pico, ("pico-0", ofManager), (node, ofNode)), node)
        .OfType<ShellChange>().Select(change => change.Writes).OfType<WrittenFile>().Single(file => file.Path.EndsWith("rules.v4", StringComparison.Ordinal)).Content;

    private static IEnumerable<string> Find(string node, string drift = "")
    {
        var converged = ConvergedFacts.Of(Fridges.Pico);
        return Changes(Readings.View(Fridges.Pico, [.. converged.Select(read => (read.Key, read.Value + (read.Key == node ? drift : "")))]), node).Select(change => change.Description);
    }

    private static IEnumerable<Change> Changes(Fridge.Provisioning.Facts.ClusterView view, string node) =>
        HostTaskList.Of(Fridges.Pico).Examine(Readings.Node(view, node)).OfType<Change>().Where(change => change.Source == "closed ports");
}
