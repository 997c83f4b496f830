using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fridge.Model;
using Fridge.Provisioning;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks.Firewall;
using Fridge.Provisioning.Kubernetes;
using Fridge.Provisioning.Kubernetes.Kubeadm;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning.Kubernetes;

public sealed class KubernetesPlannerTests
{
    private const string OfPico0 = "fridge.arch=armv7 fridge.node=pico-0";

    /// <summary>Of a manager that is no worker, as kubeadm made it.</summary>
    private const string Tainted = "\ntaint node-role.kubernetes.io/master:NoSchedule";

    private const string OfPico1 = "fridge.arch=armv7 fridge.node=pico-1 fridge.worker=true";

    [Fact]
    public void Bare_Pis_get_programs_a_kubelet_a_control_plane_and_join()
    {
        var view = KubeFridges.View(KubeFridges.Two);

        KubeFridges.Changes(view, "programs").ShouldBe(
        [
            $"pico-0: lay out Kubernetes' programs ({KubeFridges.Programs}, armhf)",
            $"pico-1: lay out Kubernetes' programs ({KubeFridges.Programs}, armhf)",
        ]);
        KubeFridges.Changes(view, "kubelets").Where(line => line.StartsWith("pico-1", StringComparison.Ordinal)).ShouldBe(
        [
            "pico-1: write /etc/modules-load.d/fridge-kubernetes.conf",
            "pico-1: write /etc/sysctl.d/90-fridge-kubernetes.conf",
            "pico-1: have the kernel pass pods' packets through its rules",
            "pico-1: write /etc/systemd/system/kubelet.service",
            "pico-1: enable kubelet.service",
        ]);
        KubeFridges.Changes(view, "control plane").ShouldBe(["pico-0: form a Kubernetes 1.20.2 at 172.30.8.11, pods 10.244.0.0/16, services 10.96.0.0/12"]);
        KubeFridges.Changes(view, "workers").ShouldBe(["pico-1: join the Kubernetes of 172.30.8.11 at 172.30.8.12"]);
        KubeFridges.Changes(view, "pod network").ShouldBeEmpty("nobody knows the pods' addresses yet");
        KubeFridges.Changes(view, "labels").ShouldBeEmpty();
    }

    [Fact]
    public void Members_without_a_network_get_their_pods_addresses_and_the_ways_to_the_others()
    {
        var view = KubeFridges.View(KubeFridges.Two, KubeFridges.Member() + KubeFridges.ApiServer(KubeFridges.Node("pico-0", 0, ready: false) + Tainted, KubeFridges.Node("pico-1", 1, ready: false)), KubeFridges.Member());

        var changes = KubeadmPlanner.Network(view).OfType<ShellChange>().Where(change => change.Node == "pico-0").ToList();

        changes.Single(change => change.Writes?.Path == "/var/lib/fridge/kubernetes/routes").Writes!.Content.ShouldBe("all 10.244.0.0/16\n10.244.1.0/24 172.30.8.12\n");
        changes[^1].Writes!.Content.ShouldContain("\"subnet\": \"10.244.0.0/24\"");
        KubeFridges.Changes(view, "labels").ShouldBe(
        [
            "pico-0: label pico-0: fridge.arch=armv7, fridge.node=pico-0",
            "pico-0: label pico-1: fridge.arch=armv7, fridge.node=pico-1, fridge.worker=true",
            "pico-0: wait until pico-0, pico-1 take pods",
        ]);
    }

    [Fact]
    public void Members_that_are_as_they_should_be_need_nothing()
    {
        var nodes = KubeFridges.ApiServer(KubeFridges.Node("pico-0", 0, labels: OfPico0) + Tainted, KubeFridges.Node("pico-1", 1, labels: OfPico1));
        var stages = Readings.Stages(KubeFridges.Two);
        string[] members = [KubeFridges.Member() + nodes, KubeFridges.Member()];
        var before = KubeFridges.View(KubeFridges.Two, members);

        var after = KubeFridges.View(KubeFridges.Two, [.. members.Select((facts, at) => facts + Written(stages, before, $"pico-{at}") + Enabled + Ways(at))]);

        string[] ofKubernetes = ["programs", "kubelets", "control plane", "workers", "pod network", "labels"];
        ofKubernetes.SelectMany(stage => KubeFridges.Changes(after, stage)).ShouldBeEmpty();
    }

    /// <summary>kubeadm gives them for a year, and nobody else says anything of it.</summary>
    [Theory]
    [InlineData(61, "", null)]
    [InlineData(59, "", "pico-0: renew the control plane's certificates, of which the first ends on 2027-01-20")]
    [InlineData(-1, "", "pico-0: renew the control plane's certificates, of which the first ended on 2026-11-21")]
    [InlineData(300, " renewing\n", "pico-0: renew the control plane's certificates, which an interrupted run began to renew")]
    public void Certificates_of_the_control_plane_are_renewed_before_they_end(int days, string begun, string? expected)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(Readings.Now.AddDays(days - 365), Readings.Now.AddDays(days));
        using var another = request.CreateSelfSigned(Readings.Now, Readings.Now.AddYears(2));
        var held = $":kube_certificates 0\n{begun}" + string.Concat($"{another.ExportCertificatePem()}\n{certificate.ExportCertificatePem()}".Split('\n').Select(line => $" {line}\n"));
        var nodes = KubeFridges.ApiServer(KubeFridges.Node("pico-0", 0, labels: OfPico0) + Tainted, KubeFridges.Node("pico-1", 1, labels: OfPico1));

        var view = KubeFridges.View(KubeFridges.Two, KubeFridges.Member() + nodes + held, KubeFridges.Member());

        KubeFridges.Changes(view, "control plane").ShouldBe(expected is null ? [] : [expected]);
    }

    private const string Enabled = ":kubelet_enabled 0\n enabled\n:fridge_routes_enabled 0\n enabled\n:fridge_routes_keep_enabled 0\n enabled\n";

    private static string Ways(int at) => KubeFridges.Section("kube_routes_live", at == 0 ? "10.244.1.0/24 172.30.8.12" : "10.244.0.0/24 172.30.8.11");

    /// <summary>Each file that a change writes, as the node's facts would say it then.</summary>
    private static string Written(StageList stages, ClusterView view, string node) => string.Concat(
        from change in stages.Stages.SelectMany(stage => stage.Plan(view).Changes).OfType<ShellChange>()
        where change.Node == node && change.Source == KubernetesPlanner.Source && change.Writes is not null
        let fact = stages.FactsOf(node).First(fact => fact.Arguments is [var path] && path == change.Writes!.Path)
        select KubeFridges.Section(fact.Name, change.Writes!.Content));

    [Fact]
    public void A_killed_run_goes_on_where_it_stopped()
    {
        var formed = KubeFridges.Member() + KubeFridges.ApiServer(KubeFridges.Node("pico-0", 0, labels: OfPico0));
        var interrupted = KubeFridges.View(KubeFridges.Two, formed, KubeFridges.Section("kube_mark", "forming pico"));

        KubeFridges.Changes(interrupted, "control plane").ShouldBeEmpty();
        KubeFridges.Changes(interrupted, "workers").ShouldBe(["pico-1: join the Kubernetes of 172.30.8.11 at 172.30.8.12"]);
        Refusals(interrupted).ShouldBeEmpty();
        Refusals(KubeFridges.View(KubeFridges.Two, KubeFridges.Section("kube_mark", "forming pico") + ":kubernetes 0\n kubeadm\n")).ShouldBeEmpty("what we began is ours");
    }

    [Fact]
    public void Labels_a_person_wrote_stay_and_ours_are_mended()
    {
        var nodes = KubeFridges.ApiServer(KubeFridges.Node("pico-0", 0, labels: $"{OfPico0} fridge.worker=true rack=top") + Tainted, KubeFridges.Node("pico-1", 1, labels: OfPico1));

        KubeFridges.Changes(KubeFridges.View(KubeFridges.Two, KubeFridges.Member() + nodes, KubeFridges.Member()), "labels").ShouldBe(["pico-0: label pico-0: fridge.worker-"]);
    }

    [Theory]
    [InlineData(true, "", "pico-0: taint pico-0: node-role.kubernetes.io/master:NoSchedule")]
    [InlineData(true, "taint node-role.kubernetes.io/master:NoSchedule", "")]
    [InlineData(false, "taint node-role.kubernetes.io/master:NoSchedule", "pico-0: taint pico-0: node-role.kubernetes.io/master:NoSchedule-")]
    [InlineData(false, "taint mine:NoExecute", "")]
    public void The_control_planes_taint_is_as_the_cluster_file_says(bool wanted, string has, string change)
    {
        var cluster = KubeFridges.With(KubeFridges.Settings with { TaintControlPlane = wanted });
        var nodes = KubeFridges.ApiServer(KubeFridges.Node("pico-0", 0, labels: OfPico0) + $"\n{has}", KubeFridges.Node("pico-1", 1, labels: OfPico1));

        KubeFridges.Changes(KubeFridges.View(cluster, KubeFridges.Member() + nodes, KubeFridges.Member()), "labels").ShouldBe(change.Length == 0 ? [] : [change]);
    }

    [Fact]
    public void An_API_server_that_does_not_answer_yet_is_waited_for_and_nothing_else_is_guessed()
    {
        var view = KubeFridges.View(KubeFridges.Two, KubeFridges.Member(), KubeFridges.Member());

        KubeFridges.Changes(view, "control plane").ShouldBe(["pico-0: wait for its API server"]);
        KubeFridges.Changes(view, "workers").ShouldBeEmpty();
        KubeFridges.Changes(view, "labels").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("another machine's kubeadm", ":kubernetes 0\n kubeadm\n", "pico-0 is in a Kubernetes that Fridge didn't make for pico (kubeadm).", "kubeadm reset")]
    [InlineData("k3s", ":kubernetes 0\n k3s\n", "pico-0 is in a Kubernetes by k3s, and clusters/pico.yaml asks for one by kubeadm.", "k3s-uninstall.sh")]
    [InlineData("a swarm", ":engine 0\n {\"ServerVersion\":\"20.10.24\",\"Swarm\":{\"LocalNodeState\":\"active\"}}\n", "pico-0 is in a swarm (active), and clusters/pico.yaml asks for Kubernetes.", "sudo docker swarm leave --force; then here: ./build.sh Deploy --cluster clusters/pico.yaml")]
    public void What_is_somebody_elses_is_refused_with_the_commands(string what, string facts, string text, string next)
    {
        var refusal = KubernetesRefusals.Of(KubeFridges.View(KubeFridges.Two, facts)).ShouldHaveSingleItem(what);

        refusal.Text.ShouldBe(text);
        refusal.NextStep.ShouldContain(next);
        refusal.WrongUse.ShouldBeTrue();
    }

    [Fact]
    public void A_shelf_in_a_Kubernetes_is_no_swarms()
    {
        var refusal = Readings.Stages(Fridges.Pico).Forming.Refusals(Readings.View(Fridges.Pico, ("pico-1", ":kubernetes 0\n kubeadm\n"))).OfType<Refusal>().ShouldHaveSingleItem();

        refusal.Text.ShouldBe("pico-1 is in a Kubernetes (kubeadm), and clusters/pico.yaml asks for a swarm.");
        refusal.NextStep.ShouldContain("kubeadm reset --force");
        refusal.NextStep.ShouldContain("./build.sh Deploy --cluster clusters/pico.yaml");
    }

    [Fact]
    public void Members_of_another_cluster_other_releases_and_strangers_are_refused()
    {
        var nodes = KubeFridges.ApiServer(KubeFridges.Node("pico-0", 0, version: "v1.21.1"), KubeFridges.Node("pico-9", 9));
        var another = KubeFridges.Member(authority: "-----BEGIN CERTIFICATE-----\nanother\n-----END CERTIFICATE-----\n");

        Refusals(KubeFridges.View(KubeFridges.Two, KubeFridges.Member() + nodes, another)).ShouldBe(
        [
            "pico-1: refused: pico-1 is in another Kubernetes than pico-0.",
            "pico-0: refused: pico-0 runs Kubernetes v1.21.1, and clusters/pico.yaml says v1.20.2: Fridge doesn't upgrade a Kubernetes.",
            "pico-0: refused: The Kubernetes of pico-0 has a node that clusters/pico.yaml doesn't name: pico-9 (172.30.8.20).",
        ]);
    }

    [Theory]
    [InlineData("1.20.2", PodNetwork.Flannel, ContainerRuntime.Docker, "kubernetes.network is flannel, and the file doesn't name flannel's images")]
    public void What_is_not_there_yet_is_refused_before_any_effect(string version, PodNetwork network, ContainerRuntime runtime, string what)
    {
        var settings = KubeFridges.Settings with { Version = KubernetesVersion.TryParse(version)!.Value, Network = network, Runtime = runtime };

        var refusal = Should.Throw<FridgeException>(() => KubeFridges.Forming(KubeFridges.With(settings)));

        refusal.Message.ShouldContain(what);
        refusal.WrongUse.ShouldBeTrue();
    }

    [Fact]
    public void Swap_is_said_and_left_alone() =>
        KubeFridges.Changes(KubeFridges.View(KubeFridges.Two, ":kube_host 0\n swap\n"), "kubelets").ShouldContain(line => line.StartsWith("pico-0: note: pico-0 has swap on"));

    /// <summary>Whoever is no node reaches no pod by way of one, whatever its port; Flink's REST, of its port on each node and of its pod, answers who is allowed.</summary>
    [Fact]
    public void Firewall_closes_the_control_plane_every_nodes_port_and_what_is_inside()
    {
        var view = KubeFridges.View(KubeFridges.Two);
        var ports = PortsToClose.Of(Readings.Node(view, "pico-0"), []);

        FirewallRules.Render(view, ports, 4).ShouldMatchFile("../Golden/kubernetes-rules.v4.txt");
    }

    [Fact]
    public void Port_that_kube_proxy_listens_on_is_Flinks_own_and_a_strangers_is_not()
    {
        var facts = KubernetesOrchestrator;

        facts.MayPublish(First(":kube_services 0\n pico 30081 TCP\n"), 30081).ShouldBeTrue();
        facts.MayPublish(First(":kube_services 0\n other 30081 TCP\n"), 30081).ShouldBeFalse();
        facts.MayPublish(First(""), 30081).ShouldBeFalse("a bare Pi has no Flink");
        facts.MayPublish(First(":kubernetes 0\n kubeadm\n"), 30081).ShouldBeTrue("one that should know and doesn't say is believed");
    }

    private static IOrchestratorFacts KubernetesOrchestrator => Readings.Stages(KubeFridges.Two).Forming.Orchestrator;

    private static NodeView First(string facts) => Readings.Node(KubeFridges.View(KubeFridges.Two, facts), "pico-0");

    private static IEnumerable<string> Refusals(ClusterView view) => KubeFridges.Described(KubernetesRefusals.Of(view));
}
