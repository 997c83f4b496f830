using System.Net;
using System.Text.Json;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

public class KubernetesFileTests
{
    [Fact]
    public void Parse_NothingButTheOrchestrator_HasTheDefaults()
    {
        var cluster = Parse("orchestrator: kubeadm").Cluster;

        cluster.Orchestrator.ShouldBe(Orchestrator.Kubeadm);
        cluster.Flink.UiPort.ShouldBe(30081);
        cluster.Kubernetes.ShouldBe(new KubernetesSettings
        {
            Version = new(26, 15),
            Network = PodNetwork.Flannel,
            PodSubnet = IPNetwork.Parse("10.244.0.0/16"),
            ServiceSubnet = IPNetwork.Parse("10.96.0.0/12"),
            Runtime = ContainerRuntime.Auto,
            Namespace = "shelf",
            Dns = true,
        });
    }

    [Fact]
    public void Parse_EveryKey_IsTaken()
    {
        var cluster = Parse("""
            orchestrator: kubeadm
            kubernetes: {version: 1.20.2, network: routes, podSubnet: 10.1.0.0/16, serviceSubnet: 10.2.0.0/16, taintControlPlane: false, runtime: docker, namespace: kitchen, dns: false}
            """).Cluster;

        cluster.Kubernetes.ShouldBe(new KubernetesSettings
        {
            Version = new(20, 2),
            Network = PodNetwork.Routes,
            PodSubnet = IPNetwork.Parse("10.1.0.0/16"),
            ServiceSubnet = IPNetwork.Parse("10.2.0.0/16"),
            TaintControlPlane = false,
            Runtime = ContainerRuntime.Docker,
            Namespace = "kitchen",
            Dns = false,
        });
    }

    [Fact]
    public void Cluster_StoredAndReadAgain_IsTheSame()
    {
        var cluster = Parse("orchestrator: k3s\nkubernetes: {version: 1.30.2, taintControlPlane: true, namespace: kitchen}").Cluster;

        var again = JsonSerializer.Deserialize<Cluster>(JsonSerializer.Serialize(cluster, ClusterJson.Options), ClusterJson.Options)!;

        again.Kubernetes.ShouldBe(cluster.Kubernetes);
        again.Orchestrator.ShouldBe(Orchestrator.K3s);
    }

    [Theory]
    [InlineData("kubernetes: {version: v1.20.2}", "4:23: 'kubernetes.version' is 'v1.20.2'; expected a release of Kubernetes from 1.20 to 1.37, such as 1.26.15")]
    [InlineData("kubernetes: {version: 1.19.16}", "4:23: 'kubernetes.version' is '1.19.16'; expected a release of Kubernetes from 1.20 to 1.37")]
    [InlineData("kubernetes: {version: 1.38.0}", "4:23: 'kubernetes.version' is '1.38.0';")]
    [InlineData("kubernetes: {version: 1.26}", "4:23: 'kubernetes.version' is '1.26';")]
    [InlineData("kubernetes: {network: calico}", "4:23: 'kubernetes.network' is 'calico'; one of flannel, routes is expected")]
    [InlineData("kubernetes: {flannel: {image: \"ghcr.io/flannel-io/flannel:v0.28.9\", plugin: \"x/y@sha256:0\"}}", "4:31: 'kubernetes.flannel.image' is 'ghcr.io/flannel-io/flannel:v0.28.9'; expected an image by its digest: registry.example.org/flannel@sha256:…")]
    [InlineData("kubernetes: {podSubnet: 10.244.0.0/24}", "4:25: 'kubernetes.podSubnet' is '10.244.0.0/24'; expected an IPv4 network of /23 or larger: each node gets a /24 of it")]
    [InlineData("kubernetes: {podSubnet: 10.0.0.0/16}", "4:25: the podSubnet 10.0.0.0/16 contains the node m (10.0.0.1); a network that has no node in it")]
    [InlineData("kubernetes: {podSubnet: 10.96.0.0/16}", "4:13: the serviceSubnet 10.96.0.0/12 overlaps the podSubnet 10.96.0.0/16;")]
    [InlineData("kubernetes: {taintControlPlane: maybe}", "4:33: 'kubernetes.taintControlPlane' is 'maybe'; expected auto, true or false")]
    [InlineData("kubernetes: {taintControlPlane: \"true\"}", "4:33: 'kubernetes.taintControlPlane' is 'true'; expected auto, true or false")]
    [InlineData("kubernetes: {runtime: podman}", "4:23: 'kubernetes.runtime' is 'podman'; one of auto, docker, containerd is expected")]
    [InlineData("kubernetes: {namespace: Kitchen}", "4:25: 'kubernetes.namespace' is 'Kitchen'; expected a name of lower-case letters")]
    [InlineData("kubernetes: {namespace: kube-pi}", "4:25: the namespace 'kube-pi' is Kubernetes' own; kubernetes: {namespace: NAME}, neither default nor one that begins with kube-")]
    [InlineData("kubernetes: {namespace: default}", "4:25: the namespace 'default' is Kubernetes' own;")]
    [InlineData("kubernetes: {dns: sometimes}", "4:19: 'kubernetes.dns' is 'sometimes'; expected true or false")]
    [InlineData("kubernetes: {flavour: big}", "4:14: unknown key 'kubernetes.flavour'; known here: dns, flannel, namespace,")]
    [InlineData("kubernetes: {runtime: docker}", "4:23: runtime: docker with Kubernetes 1.26.15 cannot work: 1.24 removed dockershim")]
    [InlineData("kubernetes: {version: 1.27.0}", "4:23: Kubernetes 1.27.0 by kubeadm on m (bookworm-armhf) cannot work: Kubernetes publishes nothing for 32-bit ARM since 1.27; use 1.26.15, orchestrator: k3s, or a 64-bit system")]
    [InlineData("flink: {uiPort: 8081}", "4:17: 'flink.uiPort' is 8081; a port from 30000 to 32767")]
    [InlineData("flink: {uiPort: 32768}", "4:17: 'flink.uiPort' is 32768; a port from 30000 to 32767")]
    [InlineData("flink: {uiPort: 6443}", "4:17: 'flink.uiPort' is 6443, a port of Kubernetes;")]
    [InlineData("ssh: {port: 10250}", "4:13: 'ssh.port' is '10250'; expected a port that the cluster doesn't use, so none of 2379, 2380, 5000, 5001, 6443, 10250,")]
    [InlineData("network: {pool: 10.77.0.0/16}", "4:10: 'network' with the orchestrator 'kubeadm'; leave it out: Kubernetes' networks are")]
    [InlineData("kubeconfig: ~/.kube/config", "4:13: 'kubeconfig' with the orchestrator 'kubeadm'; leave it out:")]
    [InlineData("registry: {url: r.org, credentials: {user: me, password: {generate: true}}}", "4:11: 'registry.credentials.password' says 'generate'; where it comes from:")]
    [InlineData("registry: {url: \"https://registry.example.org\"}", "4:17: 'registry.url' is 'https://registry.example.org'; expected a registry as in an image's name, without https://")]
    [InlineData("registry: {url: r.org, credentials: {user: me, password: s3cret}}", "4:58: 'registry.credentials.password' is a secret, and its value doesn't say where it comes from;")]
    public void Parse_AWrongValue_IsRefusedWithItsPlace(string line, string expected) =>
        Refused($"orchestrator: kubeadm\n{line}").ShouldContain(found => found.StartsWith($"f.yaml:{expected}", StringComparison.Ordinal));

    [Fact]
    public void Parse_Flannel_IsItsTwoImages_AndAWarningThatItWasNeverSeen()
    {
        var (image, plugin) = ($"ghcr.io/flannel-io/flannel:v0.28.9@sha256:{new string('a', 64)}", $"ghcr.io/flannel-io/flannel-cni-plugin@sha256:{new string('b', 64)}");

        var document = Parse($"orchestrator: kubeadm\nkubernetes: {{network: flannel, flannel: {{image: \"{image}\", plugin: \"{plugin}\"}}}}");

        document.Cluster.Kubernetes!.Flannel.ShouldBe(new FlannelImages(image, plugin));
        document.Warnings.ShouldHaveSingleItem().ToString().ShouldStartWith("f.yaml:4:23: kubernetes.network: flannel has never been run");
    }

    [Theory]
    [InlineData("swarm", "")]
    [InlineData("kubeadm", "kubernetes: {version: 1.26.15}")]
    public void Parse_ARegistryOfOnesOwn_TakesThePlaceOfTheClusters(string orchestrator, string more)
    {
        var cluster = Parse($"orchestrator: {orchestrator}\n{more}\nregistry: {{url: registry.example.org/fridge, credentials: {{user: me, password: {{env: TOKEN}}}}}}").Cluster;

        cluster.ImageSource.ShouldBe(new ImageSource("registry.example.org/fridge", new("me", new(SecretSource.Environment, "TOKEN"))));
        ClusterServices.Of(cluster).ShouldNotContain(service => service.Family == "registry");
        cluster.HasEngine(cluster.Managers.First()).ShouldBe(orchestrator == "swarm", "the first manager had Docker's engine beside containerd for the registry alone");
    }

    [Fact]
    public void Parse_AClusterWhoseNameIsKubernetesOwnNamespace_IsRefusedAtItsName() => Should.Throw<ClusterFileException>(() => ClusterFile.Parse(
            "apiVersion: fridge/v1\nname: kube-pi\norchestrator: kubeadm\nnodes:\n  - {name: m, address: 10.0.0.1, board: pi4-4g, os: bookworm-armhf, roles: [manager, worker]}\n", "f.yaml"))
        .Diagnostics.Select(found => found.ToString()).ShouldContain(found => found.StartsWith(
            "f.yaml:2:7: the namespace 'kube-pi' is Kubernetes' own, and the cluster's name is its namespace where the file names none;", StringComparison.Ordinal));

    [Fact]
    public void Parse_ATaintedManagerThatIsAWorker_IsRefused() =>
        Refused("orchestrator: kubeadm\nkubernetes: {taintControlPlane: true}", managerRoles: "[manager, worker]").ShouldHaveSingleItem()
            .ShouldStartWith("f.yaml:4:33: 'kubernetes.taintControlPlane' is true, and the manager m is a worker too; auto, or roles: [manager]");

    [Fact]
    public void Parse_K3sWithDocker_IsRefused() =>
        Refused("orchestrator: k3s\nkubernetes: {runtime: docker}").ShouldHaveSingleItem().ShouldStartWith("f.yaml:4:23: runtime: docker with k3s cannot work:");

    [Fact]
    public void Parse_K3sOn32Bits_TakesAnyVersion() => Parse("orchestrator: k3s\nkubernetes: {version: 1.32.1}").Cluster.Orchestrator.ShouldBe(Orchestrator.K3s);

    /// <summary>Its releases could not be downloaded where this was written.</summary>
    [Fact]
    public void Parse_K3s_SaysThatItWasNeverSeenToRun() => Parse("orchestrator: k3s").Warnings.ShouldHaveSingleItem().ToString()
        .ShouldStartWith("f.yaml:3:15: orchestrator: k3s was never seen to run: its files and the plan are tested, no node has started it");

    [Theory]
    [InlineData("1.20.2")]
    [InlineData("1.22.17")]
    [InlineData("1.23.16")]
    [InlineData("1.24.10")]
    [InlineData("1.25.6")]
    [InlineData("1.26.1")]
    public void Parse_AReleaseOfK3sWithoutShortTokens_IsRefused(string version) => Refused($"orchestrator: k3s\nkubernetes: {{version: {version}}}").ShouldHaveSingleItem()
        .ShouldStartWith($"f.yaml:4:23: k3s {version} cannot work: a node joins it by a token that never ends");

    [Theory]
    [InlineData("1.23.17")]
    [InlineData("1.24.11")]
    [InlineData("1.25.7")]
    [InlineData("1.26.2")]
    [InlineData("1.27.0")]
    [InlineData("1.37.0")]
    public void Parse_AReleaseOfK3sWithShortTokens_IsTaken(string version) =>
        Parse($"orchestrator: k3s\nkubernetes: {{version: {version}}}").Cluster.Kubernetes!.Version.ToString().ShouldBe(version);

    [Fact]
    public void Parse_K3sWithFlannelsImages_IsRefused() =>
        Refused($"orchestrator: k3s\nkubernetes: {{flannel: {{image: \"x/y@sha256:{new string('a', 64)}\", plugin: \"x/z@sha256:{new string('b', 64)}\"}}}}").ShouldHaveSingleItem()
            .ShouldBe("f.yaml:4:23: 'kubernetes.flannel' with the orchestrator 'k3s'; leave it out: k3s has flannel inside of it");

    [Fact]
    public void Parse_K3sOnVirtualPis_IsRefused() => Should.Throw<ClusterFileException>(() => ClusterFile.Parse(
            "apiVersion: fridge/v1\nname: pi\norchestrator: k3s\nvirtual: {}\nnodes:\n  - {name: m, board: pi4-4g, os: bookworm-armhf, roles: [manager, worker]}\n", "f.yaml"))
        .Diagnostics.ShouldHaveSingleItem().ToString().ShouldStartWith("f.yaml:3:15: k3s on virtual Pis: it runs containers by a runc of its own");

    /// <summary>The engine is there for the registry, and for nothing else.</summary>
    [Theory]
    [InlineData("", "GPU and firmware, Operating system, Docker engine and containerd, k3s-server, File cache, Registry, JobManager", true)]
    [InlineData("registry: {url: r.example.org}", "GPU and firmware, Operating system, k3s-server, File cache, JobManager", false)]
    public void Memory_OfAK3sServer_HasAnEngineWhereItHasTheRegistry(string more, string expected, bool hasEngine)
    {
        var cluster = Parse($"orchestrator: k3s\n{more}").Cluster;

        var plan = MemoryPlanner.Calculate(cluster);

        string.Join(", ", plan.Nodes[0].Shares.Select(share => share.What)).ShouldBe(expected);
        plan.Nodes[1].Shares.Select(share => share.What).ShouldBe(["GPU and firmware", "Operating system", "k3s-agent", "File cache", "TaskManager"]);
        cluster.HasEngine(cluster.Nodes[0]).ShouldBe(hasEngine);
        cluster.HasHostContainerd.ShouldBeFalse();
    }

    [Fact]
    public void Parse_KubernetesKeysWithSwarm_AreRefused() => Refused("kubernetes: {version: 1.20.2}").ShouldHaveSingleItem()
        .ShouldBe("f.yaml:3:13: 'kubernetes' with the orchestrator swarm; leave it out, or set orchestrator: kubeadm, k3s or kubernetes");

    [Theory]
    [InlineData("kubeadm", "1.23.17", "auto", ContainerRuntime.Docker)]
    [InlineData("kubeadm", "1.24.0", "auto", ContainerRuntime.Containerd)]
    [InlineData("kubeadm", "1.20.2", "containerd", ContainerRuntime.Containerd)]
    [InlineData("k3s", "1.23.17", "auto", ContainerRuntime.Containerd)]
    public void EngineOf_FollowsVersionAndOrchestrator(string orchestrator, string version, string runtime, ContainerRuntime expected)
    {
        var cluster = Parse($"orchestrator: {orchestrator}\nkubernetes: {{version: {version}, runtime: {runtime}}}").Cluster;

        cluster.Kubernetes!.EngineOf(cluster.Orchestrator).ShouldBe(expected);
    }

    [Theory]
    [InlineData("kubeadm", "{}", "tcp 2379, tcp 2380, tcp 5000, tcp 5001, tcp 6443, tcp 8081, tcp 10250, tcp 10256, tcp 10257, tcp 10259, tcp 30081, udp 8472")]
    [InlineData("kubeadm", "{network: routes}", "tcp 2379, tcp 2380, tcp 5000, tcp 5001, tcp 6443, tcp 8081, tcp 10250, tcp 10256, tcp 10257, tcp 10259, tcp 30081")]
    [InlineData("k3s", "{}", "tcp 5000, tcp 5001, tcp 6443, tcp 8081, tcp 10250, tcp 10256, tcp 10257, tcp 10259, tcp 30081, udp 8472")]
    public void Ports_OfAManager_AreThoseThatItCloses(string orchestrator, string settings, string expected)
    {
        var cluster = Parse($"orchestrator: {orchestrator}\nkubernetes: {settings}").Cluster;

        Closed(cluster, cluster.Nodes[0]).ShouldBe(expected);
    }

    [Fact]
    public void Ports_OfAWorker_AreItsOwn_AndFlinksOnEveryNode()
    {
        var cluster = Parse("orchestrator: kubeadm").Cluster;

        Closed(cluster, cluster.Nodes[1]).ShouldBe("tcp 8081, tcp 10250, tcp 10256, tcp 30081, udp 8472");
    }

    [Fact]
    public void Memory_OfAControlPlane_IsWhatWasMeasured()
    {
        var cluster = Parse("orchestrator: kubeadm\nkubernetes: {version: 1.20.2, network: routes}").Cluster;

        var plan = MemoryPlanner.Calculate(cluster);

        plan.Nodes[0].Shares.Select(share => $"{share.What} {share.Size.ToConfig()}").ShouldBe(
        [
            "GPU and firmware 76m", "Operating system 110m", "Docker engine and containerd 120m", "kube-apiserver 330m", "kube-controller-manager 90m",
            "kube-scheduler 95m", "etcd 47m", "kubelet 114m", "kube-proxy 89m", "File cache 32m", "Registry 96m", "JobManager 512m",
        ]);
        plan.Nodes[1].Shares.Select(share => share.What).ShouldBe(
            ["GPU and firmware", "Operating system", "Docker engine and containerd", "kubelet", "kube-proxy", "File cache", "TaskManager"]);
        plan.Nodes[0].Fits.ShouldBeTrue();
    }

    [Fact]
    public void Memory_OfAControlPlaneOnAPi3_DoesNotFit() =>
        Should.Throw<MemoryPlanException>(() => MemoryPlan.For(Parse("orchestrator: kubeadm\nkubernetes: {network: routes}", board: "pi3b").Cluster)).Nodes.ShouldHaveSingleItem().Node.ShouldBe("m");

    private static string Closed(Cluster cluster, Node node) => string.Join(", ", ClusterServices.Of(cluster)
        .SelectMany(service => service.Ports.Where(port => port.IsOnEveryNode || service.Nodes.Contains(node)))
        .OrderBy(port => port.Protocol, StringComparer.Ordinal).ThenBy(port => port.Number).Select(port => $"{port.Protocol} {port.Number}"));

    private static IEnumerable<string> Refused(string lines, string managerRoles = "[manager]") =>
        Should.Throw<ClusterFileException>(() => Parse(lines, managerRoles)).Diagnostics.Select(each => each.ToString());

    private static ClusterDocument Parse(string lines, string managerRoles = "[manager]", string board = "pi4-4g") => ClusterFile.Parse($$"""
        apiVersion: fridge/v1
        name: shelf
        {{lines}}
        nodes:
          - {name: m, address: 10.0.0.1, board: {{board}}, os: bookworm-armhf, roles: {{managerRoles}}}
          - {name: w, address: 10.0.0.2, board: pi3b, os: bookworm-armhf}
        """, "f.yaml");
}
