using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fridge.Model;
using Fridge.Provisioning;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks;
using Fridge.Provisioning.HostTasks.Firewall;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning.Kubernetes.K3s;

/// <summary>From facts to changes. No k3s runs where these tests do.</summary>
public sealed class K3sPlannerTests
{
    private const string OfPico0 = "fridge.arch=armv7 fridge.node=pico-0";

    private const string Tainted = "\ntaint node-role.kubernetes.io/control-plane:NoSchedule";

    private const string OfPico1 = "fridge.arch=armv7 fridge.node=pico-1 fridge.worker=true";

    private static readonly string ApiServer = KubeFridges.ApiServer(K3sFridges.Node("pico-0", 0, labels: OfPico0) + Tainted, K3sFridges.Node("pico-1", 1, labels: OfPico1));

    private static string[] Members => [K3sFridges.Member() + ApiServer, K3sFridges.Member()];

    [Fact]
    public void Bare_Pis_get_the_program_files_a_server_and_join()
    {
        var view = K3sFridges.View(K3sFridges.Two);

        KubeFridges.Changes(view, "programs").ShouldBe(["pico-0: lay out Kubernetes' programs (1.34.1+k3s1, armhf)", "pico-1: lay out Kubernetes' programs (1.34.1+k3s1, armhf)"]);
        KubeFridges.Changes(view, "k3s").ShouldBe(
        [
            "pico-0: write /usr/local/bin/k3s-uninstall.sh",
            "pico-0: write /etc/rancher/k3s/config.yaml",
            "pico-0: write /etc/rancher/k3s/registries.yaml",
            "pico-0: write /etc/systemd/system/k3s.service",
            "pico-0: enable k3s.service",
            "pico-1: write /usr/local/bin/k3s-uninstall.sh",
            "pico-1: write /etc/rancher/k3s/config.yaml",
            "pico-1: write /etc/rancher/k3s/registries.yaml",
            "pico-1: write /etc/systemd/system/k3s-agent.service",
            "pico-1: enable k3s-agent.service",
        ]);
        KubeFridges.Changes(view, "control plane").ShouldBe(["pico-0: form a k3s 1.34.1 at 172.30.8.11, pods 10.244.0.0/16, services 10.96.0.0/12"]);
        KubeFridges.Changes(view, "workers").ShouldBe(["pico-1: join the Kubernetes of 172.30.8.11 at 172.30.8.12"]);
        KubeFridges.Changes(view, "labels").ShouldBeEmpty();
        KubeFridges.Changes(view, "kubeconfig").ShouldBe(["pico-0: bring its kubeconfig to /nowhere/kubeconfig"]);
        Refusals(view).ShouldBeEmpty();
    }

    /// <summary>What a node runs, but for the functions that it calls: those are k3s.sh.</summary>
    [Fact]
    public void Steps_AreThese()
    {
        var view = K3sFridges.View(K3sFridges.Two);
        var form = KubeFridges.Stage(view, "control plane").OfType<ShellChange>().Single();

        form.Script.ShouldBe("form_kubernetes pico pico-0\n");
        form.Helpers.ShouldContain("\nform_kubernetes() {");
        form.Helpers.ShouldStartWith("""
            kube_kubectl='/usr/local/bin/k3s kubectl'
            kube_admin=/etc/rancher/k3s/k3s.yaml
            kube_kubelet=/var/lib/rancher/k3s/agent/kubelet.kubeconfig
            kube_mark=/var/lib/rancher/k3s/fridge
            kube_units='-u k3s -u k3s-agent'

            """.ReplaceLineEndings("\n"));
        form.Helpers.ShouldNotContain("/etc/kubernetes");
    }

    [Fact]
    public void Members_as_they_should_be_need_nothing()
    {
        var view = Converged();

        string[] stages = ["programs", "k3s", "control plane", "workers", "certificates", "labels"];
        stages.SelectMany(stage => KubeFridges.Changes(view, stage)).ShouldBeEmpty();
        Refusals(view).ShouldBeEmpty();
    }

    /// <summary>A file of a k3s that runs takes effect by a restart, and its pods go on meanwhile.</summary>
    [Fact]
    public void Settings_that_changed_restart_the_k3s_that_runs_and_no_other()
    {
        var another = K3sFridges.With(K3sFridges.Settings with { Dns = false });

        var changes = KubeFridges.Stage(Converged(another), "k3s").OfType<ShellChange>().ToList();

        changes.Select(change => $"{change.Node}: {change.Description}").ShouldBe(["pico-0: write /etc/rancher/k3s/config.yaml"]);
        changes[0].Restarts.ShouldBe(new Restart("k3s.service", "its settings changed"));
        KubeFridges.Stage(K3sFridges.View(K3sFridges.Two), "k3s").OfType<ShellChange>().ShouldAllBe(change => change.Restarts == null, "until it is formed, none runs");
    }

    [Fact]
    public void A_killed_run_goes_on_where_it_stopped()
    {
        var formed = K3sFridges.Member() + KubeFridges.ApiServer(K3sFridges.Node("pico-0", 0, labels: OfPico0) + Tainted);

        var view = K3sFridges.View(K3sFridges.Two, formed, KubeFridges.Section("kube_mark", "forming pico") + ":kubernetes 0\n k3s\n");

        KubeFridges.Changes(view, "control plane").ShouldBeEmpty();
        KubeFridges.Changes(view, "workers").ShouldBe(["pico-1: join the Kubernetes of 172.30.8.11 at 172.30.8.12"]);
        Refusals(view).ShouldBeEmpty("what we began is ours");
    }

    [Fact]
    public void A_server_that_does_not_answer_is_waited_for_and_one_that_stands_still_is_started()
    {
        KubeFridges.Changes(K3sFridges.View(K3sFridges.Two, K3sFridges.Member(), K3sFridges.Member()), "control plane").ShouldBe(["pico-0: wait for its API server"]);

        var still = KubeFridges.Stage(K3sFridges.View(K3sFridges.Two, Members[0], K3sFridges.Member() + ":kube_host 0\n kubelet\n"), "k3s").OfType<ShellChange>();
        still.Single(change => change.Description == "start its kubelet").Script.ShouldBe("systemctl reset-failed k3s-agent || :\nsystemctl restart k3s-agent\n");
    }

    [Theory]
    [InlineData(true, "", "pico-0: taint pico-0: node-role.kubernetes.io/control-plane:NoSchedule")]
    [InlineData(false, "taint node-role.kubernetes.io/control-plane:NoSchedule", "pico-0: taint pico-0: node-role.kubernetes.io/control-plane:NoSchedule-")]
    [InlineData(false, "taint mine:NoExecute", "")]
    public void The_servers_taint_is_as_the_cluster_file_says(bool wanted, string has, string change)
    {
        var nodes = KubeFridges.ApiServer(K3sFridges.Node("pico-0", 0, labels: OfPico0) + $"\n{has}", K3sFridges.Node("pico-1", 1, labels: OfPico1));

        KubeFridges.Changes(K3sFridges.View(K3sFridges.With(K3sFridges.Settings with { TaintControlPlane = wanted }), K3sFridges.Member() + nodes, K3sFridges.Member()), "labels")
            .ShouldBe(change.Length == 0 ? [] : [change]);
    }

    /// <summary>k3s renews them as it starts, so a shelf that nobody restarts for a year would stand still.</summary>
    [Theory]
    [InlineData(61, null, null)]
    [InlineData(59, "restart k3s, which renews its certificates, of which the first ends on 2027-01-20", "restart k3s-agent, which renews its certificates, of which the first ends on 2027-01-20")]
    [InlineData(-1, "restart k3s, which renews its certificates, of which the first ended on 2026-11-21", null)]
    public void Certificates_are_renewed_before_they_end(int days, string? ofServer, string? ofAgent)
    {
        var held = Certificates(days);

        var view = K3sFridges.View(K3sFridges.Two, Members[0] + held, Members[1] + held);

        KubeFridges.Changes(view, "control plane").ShouldBe(ofServer is null ? [] : [$"pico-0: {ofServer}"]);
        KubeFridges.Changes(view, "certificates").ShouldBe(ofAgent is null ? [] : [$"pico-1: {ofAgent}"]);
        KubeFridges.Changes(view, "workers").ShouldBe(days < 0 ? ["pico-1: join the Kubernetes of 172.30.8.11 at 172.30.8.12"] : [], "whose certificate has ended is known to nobody");
    }

    [Theory]
    [InlineData("a swarm", ":engine 0\n {\"ServerVersion\":\"20.10.24\",\"Swarm\":{\"LocalNodeState\":\"active\"},\"MemoryLimit\":true}\n", "pico-0 is in a swarm (active), and clusters/pico.yaml asks for Kubernetes.", "sudo docker swarm leave --force; then here: ./build.sh Deploy --cluster clusters/pico.yaml")]
    [InlineData("kubeadm's", ":kubernetes 0\n kubeadm\n", "pico-0 is in a Kubernetes by kubeadm, and clusters/pico.yaml asks for one by k3s.", "kubeadm reset --force")]
    [InlineData("another's k3s", ":kubernetes 0\n k3s\n", "pico-0 is in a Kubernetes that Fridge didn't make for pico (k3s).", "sudo sh -c 'k3s-uninstall.sh || k3s-agent-uninstall.sh'; then here: ./build.sh Deploy --cluster clusters/pico.yaml")]
    [InlineData("another's settings", ":k3s_config 0\n disable: [traefik]\n", "pico-0 has settings of k3s that Fridge didn't write: /etc/rancher/k3s/config.yaml.", "sudo mv /etc/rancher/k3s/config.yaml /etc/rancher/k3s/config.yaml.before; then here: ./build.sh Deploy")]
    [InlineData("another's registries", ":k3s_registries 0\n mirrors: {}\n", "pico-0 has settings of k3s that Fridge didn't write: /etc/rancher/k3s/registries.yaml.", "sudo mv /etc/rancher/k3s/registries.yaml")]
    [InlineData("a kernel without memory cgroup", ":engine 0\n {\"ServerVersion\":\"20.10.24\",\"MemoryLimit\":false}\n", "k3s doesn't start on pico-0, whose kernel has the memory cgroup off.", "Add cgroup_enable=memory to the one line of /boot/firmware/cmdline.txt on pico-0, and reboot it.")]
    public void What_cannot_be_made_ours_is_refused_with_the_commands(string what, string facts, string text, string next)
    {
        var refusal = Readings.Stages(K3sFridges.Two).Forming.Refusals(K3sFridges.View(K3sFridges.Two, facts)).OfType<Refusal>().ShouldHaveSingleItem(what);

        refusal.Text.ShouldBe(text);
        refusal.NextStep.ShouldContain(next);
        refusal.WrongUse.ShouldBeTrue();
    }

    [Fact]
    public void With_a_registry_of_ones_own_its_settings_are_a_persons()
    {
        var named = K3sFridges.Two with { ImageSource = new("registry.example.org/fridge", null) };

        var view = K3sFridges.View(named, ":k3s_registries 0\n mirrors: {}\n");

        Refusals(view).ShouldBeEmpty();
        KubeFridges.Changes(view, "k3s").ShouldNotContain(line => line.Contains("registries.yaml"));
    }

    [Theory]
    [InlineData("flannel-backend: host-gw", "The pods of pico-0's Kubernetes have the network flannel, and clusters/pico.yaml asks for another: Fridge changes no network below pods that run.", "flannel-backend: vxlan", "Write kubernetes: {network: flannel}.")]
    [InlineData("cluster-cidr: 10.244.0.0/16", "The pods of pico-0's Kubernetes have the podSubnet 10.42.0.0/16, and clusters/pico.yaml asks for another: Fridge changes no network below pods that run.", "cluster-cidr: 10.42.0.0/16", "Write kubernetes: {podSubnet: 10.42.0.0/16}.")]
    public void Another_network_than_pods_have_is_refused(string asked, string text, string has, string next)
    {
        var config = Config("pico-0").Replace(asked, has, StringComparison.Ordinal);

        var refusal = Readings.Stages(K3sFridges.Two).Forming.Refusals(K3sFridges.View(K3sFridges.Two, Members[0] + KubeFridges.Section("k3s_config", config), Members[1])).OfType<Refusal>().ShouldHaveSingleItem();

        refusal.Text.ShouldBe(text);
        refusal.NextStep.ShouldBe(next);
    }

    [Fact]
    public void Members_of_another_cluster_other_releases_and_strangers_are_refused()
    {
        var nodes = KubeFridges.ApiServer(K3sFridges.Node("pico-0", 0, version: "v1.33.5+k3s1"), K3sFridges.Node("pico-1", 1, version: "v1.34.1+k3s2"), K3sFridges.Node("pico-9", 9));
        var another = K3sFridges.Member(authority: "-----BEGIN CERTIFICATE-----\nanother\n-----END CERTIFICATE-----\n");

        var found = Readings.Stages(K3sFridges.Two).Forming.Refusals(K3sFridges.View(K3sFridges.Two, K3sFridges.Member() + nodes, another)).OfType<Refusal>().ToList();

        found.Select(refusal => $"{refusal.Node}: {refusal.Text}").ShouldBe(
        [
            "pico-1: pico-1 is in another Kubernetes than pico-0.",
            "pico-0: pico-0 runs Kubernetes v1.33.5+k3s1, and clusters/pico.yaml says v1.34.1: Fridge doesn't upgrade a Kubernetes.",
            "pico-0: The Kubernetes of pico-0 has a node that clusters/pico.yaml doesn't name: pico-9 (172.30.8.20).",
        ]);
        found[1].NextStep.ShouldBe("Write kubernetes: {version: 1.33.5}.");
        found[2].NextStep.ShouldContain("`sudo /usr/local/bin/k3s kubectl --kubeconfig /etc/rancher/k3s/k3s.yaml delete node pico-9`, then on the node itself: sudo sh -c 'k3s-uninstall.sh || k3s-agent-uninstall.sh'");
    }

    [Fact]
    public void A_second_server_is_refused_before_any_effect()
    {
        var two = K3sFridges.Two with { Nodes = [.. K3sFridges.Two.Nodes.Select(node => node with { Roles = [NodeRole.Manager] })] };

        var refusal = Should.Throw<FridgeException>(() => KubeFridges.Forming(two));

        refusal.Message.ShouldBe("clusters/pico.yaml: this version of Fridge doesn't make a second control plane (pico-1) yet.");
        refusal.WrongUse.ShouldBeTrue();
    }

    /// <summary>One server keeps its objects in a file: no port of an etcd.</summary>
    [Fact]
    public void Firewall_closes_the_servers_ports_every_nodes_port_and_what_is_inside()
    {
        var view = K3sFridges.View(K3sFridges.With(K3sFridges.Settings with { Network = PodNetwork.Flannel }));

        FirewallRules.Render(view, PortsToClose.Of(Readings.Node(view, "pico-0"), []), 4).ShouldMatchFile("Golden/rules.v4.txt");
    }

    /// <summary>Nothing else brings iptables along where k3s has its own containerd.</summary>
    [Theory]
    [InlineData("pico-0", false)]
    [InlineData("pico-1", true)]
    public void Iptables_are_installed_for_the_firewall_where_no_engine_comes(string node, bool isInstalled)
    {
        var view = K3sFridges.View(K3sFridges.Two);

        HostTaskList.Of(K3sFridges.Two).Examine(Readings.Node(view, node)).OfType<ShellChange>().Any(change => change.Description == "install iptables").ShouldBe(isInstalled);
    }

    [Fact]
    public void Host_containerd_and_its_registries_are_no_business_of_k3s()
    {
        var view = K3sFridges.View(K3sFridges.Two);

        HostTaskList.Of(K3sFridges.Two).Examine(Readings.Node(view, "pico-1")).OfType<ShellChange>().Select(change => change.Writes?.Path).ShouldNotContain(path => path != null && path.StartsWith("/etc/containerd"));
        HostTaskList.Of(K3sFridges.Two).On(K3sFridges.Two.Nodes[1]).Select(task => task.Name).ShouldNotContain("containerd");
    }

    /// <summary>Members, with each file as a change would write it, of the default cluster.</summary>
    private static ClusterView Converged(Cluster? cluster = null)
    {
        var stages = Readings.Stages(K3sFridges.Two);
        var before = K3sFridges.View(K3sFridges.Two, Members);
        return K3sFridges.View(cluster ?? K3sFridges.Two, [.. Members.Select((facts, at) => facts + Written(stages, before, $"pico-{at}") + Certificates(300) + ":k3s_enabled 0\n enabled\n:k3s_agent_enabled 0\n enabled\n")]);
    }

    private static string Written(StageList stages, ClusterView view, string node) => string.Concat(
        from change in KubeFridges.Stage(view, "k3s").OfType<ShellChange>()
        where change.Node == node && change.Writes is not null
        let fact = stages.FactsOf(node).First(fact => fact.Arguments is [var path] && path == change.Writes!.Path)
        select KubeFridges.Section(fact.Name, change.Writes!.Content));

    private static string Config(string node) =>
        KubeFridges.Stage(K3sFridges.View(K3sFridges.Two), "k3s").OfType<ShellChange>().Single(change => change.Node == node && change.Writes?.Path == "/etc/rancher/k3s/config.yaml").Writes!.Content;

    /// <summary>Each file has the CA's certificate behind its own.</summary>
    private static string Certificates(int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(Readings.Now.AddDays(days - 365), Readings.Now.AddDays(days));
        using var authority = request.CreateSelfSigned(Readings.Now, Readings.Now.AddYears(10));
        return KubeFridges.Section("k3s_certificates", string.Create(CultureInfo.InvariantCulture, $"{certificate.ExportCertificatePem()}\n{authority.ExportCertificatePem()}"));
    }

    private static IEnumerable<string> Refusals(ClusterView view) => KubeFridges.Described(Readings.Stages(view.Cluster).Forming.Refusals(view));
}
