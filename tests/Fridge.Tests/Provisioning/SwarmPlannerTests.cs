using System.Net;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Swarm;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

public sealed class SwarmPlannerTests
{
    private static readonly object[] AllThree =
        [SwarmText.Labelled("id0", "pico-0", manager: true), SwarmText.Labelled("id1", "pico-1"), SwarmText.Labelled("id2", "pico-2")];

    [Theory]
    [InlineData("active", "172.30.8.99", true)]
    [InlineData("pending", "172.30.8.99", true)]
    [InlineData("active", "172.30.8.12", false)]
    [InlineData("active", "fd00::7", false)]
    public void A_node_whose_advertised_address_is_gone_is_refused_with_the_way_out(string state, string advertised, bool refused)
    {
        var view = View(SwarmText.Manager("id0", AllThree),
            SwarmText.Engine + SwarmText.Info(new { LocalNodeState = state, NodeID = "id1", NodeAddr = advertised }), SwarmText.Worker("id2"));

        var moved = SwarmPlanner.Refusals(view).OfType<Refusal>().Where(refusal => refusal.Text.Contains("advertises")).ToList();

        moved.Count.ShouldBe(refused ? 1 : 0);
        if (refused) moved[0].NextStep.ShouldContain("on pico-1: docker swarm leave, then run the same command again");
    }

    [Fact]
    public void No_swarm_anywhere_is_formed_joined_and_labelled()
    {
        var view = View(SwarmText.Inactive, SwarmText.Inactive, SwarmText.Inactive);

        Described(view).ShouldBe(
        [
            "pico-0: form a swarm at 172.30.8.11, address pool 10.77.0.0/16, node certificates for 10 years",
            "pico-1: join the swarm as worker at 172.30.8.12",
            "pico-2: join the swarm as worker at 172.30.8.13",
            "pico-0: write its labels + fridge.arch=armv7 + fridge.node=pico-0",
            "pico-1: write its labels + fridge.arch=armv7 + fridge.node=pico-1 + fridge.worker=true",
            "pico-2: write its labels + fridge.arch=armv7 + fridge.node=pico-2 + fridge.worker=true",
        ]);
    }

    [Fact]
    public void A_swarm_of_exactly_these_nodes_is_adopted() =>
        Described(View(SwarmText.Manager("id0", AllThree), SwarmText.Worker("id1"), SwarmText.Worker("id2"))).ShouldBeEmpty();

    [Fact]
    public void A_run_that_was_interrupted_goes_on_with_the_missing_node() =>
        Described(View(SwarmText.Manager("id0", AllThree[..2]), SwarmText.Worker("id1"), SwarmText.Inactive)).ShouldBe(
        [
            "pico-2: join the swarm as worker at 172.30.8.13",
            "pico-2: write its labels + fridge.arch=armv7 + fridge.node=pico-2 + fridge.worker=true",
        ]);

    [Fact]
    public void A_persons_labels_stay_and_a_wrong_one_of_ours_is_mended()
    {
        object[] members = [AllThree[0], AllThree[1], SwarmText.Member("id2", "worker", "ready", ("rack", "top"), ("fridge.arch", "arm64"), ("fridge.node", "pico-2"), ("fridge.worker", "true"))];
        var view = View(SwarmText.Manager("id0", members), SwarmText.Worker("id1"), SwarmText.Worker("id2"));

        var change = SwarmPlanner.Labels(view).ShouldHaveSingleItem().ShouldBeOfType<LabelNode>();

        change.Labels["rack"].ShouldBe("top");
        change.Diff.ShouldBe("- fridge.arch=arm64\n+ fridge.arch=armv7\n");
    }

    [Fact]
    public void Certificates_of_ninety_days_are_renewed_for_years()
    {
        var byDefault = View(SwarmText.Manager("id0", AllThree, expiry: 7_776_000_000_000_000, years: 0), SwarmText.Worker("id1", years: 0), SwarmText.Worker("id2"));
        Described(byDefault).ShouldBe(["pico-0: make node certificates last 10 years and renew them"]);

        var formedByUsAndInterrupted = View(SwarmText.Manager("id0", AllThree, years: 0), SwarmText.Worker("id1"), SwarmText.Worker("id2"));
        Described(formedByUsAndInterrupted).ShouldBe(["pico-0: make node certificates last 10 years and renew them"]);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("ready")]
    public void The_former_self_of_a_node_that_was_set_up_anew_is_forgotten(string state)
    {
        object[] members = [.. AllThree, SwarmText.Member("old", "worker", state, ("fridge.node", "pico-2"))];

        var changes = Described(View(SwarmText.Manager("id0", members), SwarmText.Worker("id1"), SwarmText.Worker("id2")));

        changes.ShouldBe(["pico-2: remove its earlier entry old"]);
    }

    [Fact]
    public void The_former_self_of_a_manager_is_left_to_a_person()
    {
        object[] members = [.. AllThree, SwarmText.Member("old", "manager", "down", ("fridge.node", "pico-2"))];

        Refused(View(SwarmText.Manager("id0", members), SwarmText.Worker("id1"), SwarmText.Worker("id2"))).NextStep.ShouldContain("docker node rm old");
    }

    [Fact]
    public void A_stranger_in_the_swarm_is_refused_and_named()
    {
        object[] members = [.. AllThree, SwarmText.Member("id9", "worker")];

        var refusal = Refused(View(SwarmText.Manager("id0", members), SwarmText.Worker("id1"), SwarmText.Worker("id2")));

        refusal.Text.ShouldBe("The swarm of pico-0 has a node that clusters/pico.yaml doesn't name: host-of-id9 (172.30.8.99, ready).");
        refusal.NextStep.ShouldContain("docker node rm id9");
    }

    [Fact]
    public void A_node_of_another_swarm_is_refused_and_never_left_by_force()
    {
        var refusal = Refused(View(SwarmText.Inactive, SwarmText.Worker("id1"), SwarmText.Inactive));

        refusal.Node.ShouldBe("pico-1");
        refusal.Text.ShouldContain("172.30.8.11:2377");
        refusal.NextStep.ShouldEndWith("docker swarm leave");
    }

    [Fact]
    public void A_member_whose_id_the_manager_does_not_know_is_in_another_swarm() =>
        Refused(View(SwarmText.Manager("id0", AllThree[..1]), SwarmText.Worker("id7"), SwarmText.Inactive))
            .Text.ShouldStartWith("pico-1 is in another swarm than pico-0");

    [Fact]
    public void A_node_with_the_other_role_is_refused_with_the_command_that_changes_it()
    {
        object[] members = [AllThree[0], SwarmText.Member("id1", "manager"), AllThree[2]];

        Refused(View(SwarmText.Manager("id0", members), SwarmText.Worker("id1"), SwarmText.Worker("id2")))
            .NextStep.ShouldStartWith("On pico-0: docker node demote id1");
    }

    [Fact]
    public void While_the_managers_engine_is_silent_nobody_says_whose_swarm_a_worker_is_in()
    {
        Unjudged(View("", SwarmText.Worker("id1"), SwarmText.Worker("id2")));
        Unjudged(View("", SwarmText.Engine + SwarmText.Info(new { LocalNodeState = "pending" }), SwarmText.Worker("id2")));
    }

    [Fact]
    public void A_member_whose_engine_is_silent_is_neither_a_stranger_nor_its_former_self()
    {
        var view = View(SwarmText.Manager("id0", AllThree), SwarmText.Worker("id1"), "");

        Unjudged(view);
        SwarmPlanner.Labels(view).OfType<ForgetFormerSelf>().ShouldBeEmpty();
    }

    [Fact]
    public void A_swarm_of_others_is_refused_when_its_managers_engine_is_up()
    {
        object[] foreign = [SwarmText.Member("id0", "manager"), SwarmText.Member("id9", "worker")];

        Refused(View(SwarmText.Manager("id0", foreign), SwarmText.Inactive, SwarmText.Inactive)).Text.ShouldContain("host-of-id9");
    }

    [Fact]
    public void A_locked_swarm_is_refused_whatever_the_others_say() =>
        Refused(View(SwarmText.Engine + SwarmText.Info(new { LocalNodeState = "locked" }), "", "")).NextStep.ShouldContain("docker swarm unlock");

    [Theory]
    [InlineData("pending", "docker swarm leave --force")]
    [InlineData("locked", "docker swarm unlock")]
    [InlineData("error", "docker swarm leave --force")]
    public void A_broken_membership_is_refused(string state, string nextStep) =>
        Refused(View(SwarmText.Engine + SwarmText.Info(new { LocalNodeState = state, Error = "expired" }), SwarmText.Inactive, SwarmText.Inactive))
            .NextStep.ShouldContain(nextStep);

    [Theory]
    [InlineData("drain")]
    [InlineData("pause")]
    public void A_node_that_takes_no_work_and_is_to_run_some_is_refused_with_the_way_back(string availability)
    {
        object[] members = [AllThree[0], AllThree[1], new { ID = "id2", Spec = new { Role = "worker", Availability = availability }, Status = new { State = "ready" } }];

        var refusal = Refused(View(SwarmText.Manager("id0", members), SwarmText.Worker("id1"), SwarmText.Worker("id2")));

        refusal.Text.ShouldBe($"pico-2 takes no work of the swarm (availability {availability}), and Node exporter, TaskManager must run there.");
        refusal.NextStep.ShouldContain("docker node update --availability active id2");
    }

    [Fact]
    public void Cards_that_are_copies_of_each_other_are_refused()
    {
        var refusal = Refused(View(SwarmText.Manager("id0", AllThree[..2]), SwarmText.Worker("id1"), SwarmText.Worker("id1")));

        refusal.Text.ShouldBe("pico-1 and pico-2 have the same identity in the swarm (id1): the card of one is a copy of the other's.");
        refusal.NextStep.ShouldStartWith("On pico-2: docker swarm leave --force");
    }

    [Fact]
    public void A_swarm_that_locks_itself_is_a_remark_as_long_as_it_is_open()
    {
        var swarm = SwarmText.Info(new
        {
            LocalNodeState = "active",
            NodeID = "id0",
            ControlAvailable = true,
            Cluster = new { ID = "s", DefaultAddrPool = new[] { "10.77.0.0/16" }, Spec = new { CAConfig = new { NodeCertExpiry = 315_360_000_000_000_000 }, EncryptionConfig = new { AutoLockManagers = true } } },
        });

        var view = View(SwarmText.Manager("id0", AllThree) + swarm, SwarmText.Worker("id1"), SwarmText.Worker("id2"));

        SwarmPlanner.Managers(view).ShouldHaveSingleItem().ShouldBeOfType<Remark>().Text.ShouldContain("docker swarm update --autolock=false");
    }

    [Fact]
    public void A_manager_that_cant_be_reached_is_a_remark_with_what_is_left()
    {
        object Manager(string id, string reachability) => new { ID = id, Spec = new { Role = "manager", Labels = new Dictionary<string, string> { ["fridge.node"] = id } }, Description = new { Hostname = id }, ManagerStatus = new { Reachability = reachability } };
        var view = View(SwarmText.Manager("id0", [Manager("id0", "reachable"), Manager("id1", "unreachable"), Manager("id2", "reachable")]), SwarmText.Worker("id1"), SwarmText.Worker("id2"));

        SwarmPlanner.Managers(view).ShouldHaveSingleItem().ShouldBeOfType<Remark>().Text.ShouldBe("of the swarm's 3 managers, id1 can't be reached: 2 are left, and the swarm can change nothing with fewer than 2");
    }

    [Fact]
    public void Live_restore_is_refused() =>
        Refused(View(SwarmText.Engine + SwarmText.Info(new { LocalNodeState = "inactive" }, liveRestore: true), SwarmText.Inactive, SwarmText.Inactive))
            .Text.ShouldContain("live-restore");

    [Fact]
    public void The_pool_is_the_first_that_overlaps_no_route()
    {
        var view = View(SwarmText.Inactive, SwarmText.Inactive + ":routes 0\n 10.64.0.0/12\n 10.80.4.0/24\n 10.81.0.1\n", SwarmText.Inactive);

        AddressPool.Choose(view).ShouldBe(IPNetwork.Parse("10.82.0.0/16"));
    }

    [Fact]
    public void An_asked_pool_that_overlaps_a_route_is_refused_by_name()
    {
        var view = View(SwarmText.Inactive, SwarmText.Inactive, SwarmText.Inactive + ":routes 0\n 10.77.3.0/24\n");
        view = view with { Cluster = view.Cluster with { Pool = IPNetwork.Parse("10.77.0.0/16") } };

        Should.Throw<Fridge.Tooling.FridgeException>(() => AddressPool.Choose(view))
            .Message.ShouldBe("The pool 10.77.0.0/16 of clusters/pico.yaml overlaps 10.77.3.0/24, to which pico-2 has a route.");
    }

    [Fact]
    public void Another_pool_than_the_file_asks_for_is_remarked_not_changed()
    {
        var view = View(SwarmText.Manager("id0", AllThree, pool: "10.0.0.0/8"), SwarmText.Worker("id1"), SwarmText.Worker("id2"));
        view = view with { Cluster = view.Cluster with { Pool = IPNetwork.Parse("10.77.0.0/16") } };

        SwarmPlanner.Managers(view).ShouldHaveSingleItem().ShouldBeOfType<Remark>().Text.ShouldContain("can't change");
    }

    private static ClusterView View(params string[] sections) =>
        Readings.View(Fridges.Pico, [.. sections.Select((text, at) => ($"pico-{at}", text))]);

    private static string[] Described(ClusterView view)
    {
        SwarmPlanner.Refusals(view).ShouldBeEmpty();
        return [.. SwarmPlanner.Managers(view).Concat(SwarmPlanner.Workers(view)).Concat(SwarmPlanner.Labels(view)).Cast<Change>()
            .Select(change => $"{change.Node}: {change.Description} {change.Diff.ReplaceLineEndings(" ")}".Trim())];
    }

    private static void Unjudged(ClusterView view) => SwarmPlanner.Refusals(view).ShouldBeEmpty();

    private static Refusal Refused(ClusterView view) =>
        SwarmPlanner.Refusals(view).ShouldHaveSingleItem().ShouldBeOfType<Refusal>();
}
