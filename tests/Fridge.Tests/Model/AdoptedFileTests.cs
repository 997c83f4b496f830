using Fridge.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

/// <summary>Cluster files of an existing Kubernetes, before and after its API has named the nodes.</summary>
public sealed class AdoptedFileTests
{
    private const string Text = """
        apiVersion: fridge/v1
        name: shelf
        orchestrator: kubernetes
        kubeconfig: ~/.kube/config
        registry: {url: "registry.example.org:5000/fridge", credentials: {user: me, password: {env: TOKEN}}}

        """;

    [Fact]
    public void BeforeItsApiIsAsked_KubeconfigAndRegistryAreKnown_AndNodesAreWanted()
    {
        var document = ClusterFile.Parse(Text, "f.yaml");

        document.WantsNodes.ShouldBeTrue();
        document.Cluster.Kubeconfig.ShouldBe("~/.kube/config");
        document.Cluster.ImageSource.ShouldBe(new ImageSource("registry.example.org:5000/fridge", new("me", new(SecretSource.Environment, "TOKEN"))));
        document.Cluster.IsAdopted.ShouldBeTrue();
    }

    [Fact]
    public void WithItsNodes_ReplicasAndVersionAreWhatTheApiSays()
    {
        var cluster = Adopted.Of(Text, Adopted.Node("a"), Adopted.Node("b"), Adopted.ControlPlane("c"));

        cluster.Flink.TaskManager.Replicas.ShouldBe(2);
        cluster.Kubernetes!.Version.ShouldBe(new KubernetesVersion(30, 4));
        cluster.Nodes.Select(node => node.Name).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void WithoutLabels_TheJobManagerMayBeOnAnyNodeOfItsArchitecture()
    {
        var cluster = Adopted.Of(Text, Adopted.Node("a", NodeArchitecture.Armv7), Adopted.Node("b"), Adopted.Node("c", NodeArchitecture.Armv7), Adopted.ControlPlane("d", NodeArchitecture.Armv7));

        var services = ClusterServices.Of(cluster);

        services.Single(service => service.Family == JobManagerService.Family).Nodes.Select(node => node.Name).ShouldBe(["a", "c"]);
        services.Where(service => service.Family == TaskManagerServices.Family).Select(service => (service.Name, string.Join(' ', service.Nodes.Select(node => node.Name))))
            .ShouldBe([("taskmanager-armv7", "a c"), ("taskmanager-arm64", "b")]);
    }

    [Fact]
    public void WithLabels_TheJobManagerIsOnOneNode()
    {
        var cluster = Adopted.Of(Text, hasLabels: true, Adopted.Node("a"), Adopted.Node("b"));

        ClusterServices.Of(cluster, JobManagerService.Family).Single().Nodes.Single().Name.ShouldBe("a");
    }

    [Fact]
    public void Ports_AreNotOpened_WhereNobodyClosesThem()
    {
        var services = ClusterServices.Of(Adopted.Of(Text, Adopted.Node("a"), Adopted.ControlPlane("b")));

        services.ShouldAllBe(service => service.Ports.IsEmpty);
        services.ShouldNotContain(service => service.Name == "registry");
    }

    /// <summary>A kernel's count has no firmware in it; what else a node runs of Kubernetes is estimated as on one's own.</summary>
    [Fact]
    public void Memory_IsTheApis()
    {
        var plan = MemoryPlan.For(Adopted.Of(Text, Adopted.Node("a"), Adopted.ControlPlane("b")));

        plan.Nodes[0].Ram.ShouldBe(MemorySize.Mebibytes(4000));
        plan.Nodes[0].Shares.Select(share => share.What).ShouldBe(["Operating system", "containerd", "kubelet", "kube-proxy", "flannel", "File cache", "JobManager", "TaskManager"]);
        plan.Nodes[1].Shares.ShouldContain(share => share.What == "kube-apiserver");
        Should.Throw<MemoryPlanException>(() => MemoryPlan.For(Adopted.Of(Text, Adopted.Node("small", mebibytes: 900)))).Nodes.Single().Node.ShouldBe("small");
    }

    [Fact]
    public void WithoutKubeconfigAndRegistry_BothAreNamed() => Refused("apiVersion: fridge/v1\nname: shelf\norchestrator: kubernetes\n").ShouldBe(
    [
        "f.yaml:3:15: 'kubeconfig' is missing with the orchestrator 'kubernetes'; kubeconfig: PATH says how the API is reached",
        "f.yaml:3:15: 'registry' is missing with the orchestrator 'kubernetes'; registry: {url, credentials} names one that the cluster's nodes can pull from; expected a registry as in an image's name, without https://: registry.example.org:5000/fridge",
    ]);

    [Theory]
    [InlineData("nodes: [{name: m, address: 10.0.0.1, board: pi4-4g, os: bookworm-armhf}]", "6:8: 'nodes' with the orchestrator 'kubernetes'; leave it out: Fridge touches no host of an existing Kubernetes, and its API says which nodes it has")]
    [InlineData("virtual: {}", "6:10: 'virtual' with the orchestrator 'kubernetes'; leave it out:")]
    [InlineData("ssh: {user: pi}", "6:6: 'ssh' with the orchestrator 'kubernetes'; leave it out:")]
    [InlineData("kubernetes: {version: 1.26.15}", "6:23: 'kubernetes.version' with the orchestrator 'kubernetes'; leave it out: its API server says which it is")]
    [InlineData("services: {monitoring: {}}", "'services.monitoring' with 'orchestrator: kubernetes'")]
    public void WhatItsOwnerHasDecided_IsRefused(string line, string expected) => Refused(Text + line).ShouldContain(found => found.Contains(expected));

    [Fact]
    public void APasswordThatTheRegistryDoesNotKnow_IsRefused() =>
        Refused(Text.Replace("{env: TOKEN}", "{generate: true}")).ShouldHaveSingleItem().ShouldContain("'registry.credentials.password' says 'generate'");

    [Fact]
    public void Subnets_AreTheOwners_ButForFixedAddresses()
    {
        Adopted.Of(Text, Adopted.Node("a", address: "10.97.0.4")).Nodes.ShouldHaveSingleItem();
        Should.Throw<ClusterFileException>(() => Adopted.Of(Text + "kubernetes: {dns: false}", Adopted.Node("a", address: "10.97.0.4")))
            .Message.ShouldContain("the serviceSubnet 10.96.0.0/12 contains the node a (10.97.0.4)");
    }

    [Fact]
    public void MoreReplicasThanNodes_AreRefusedWhenNodesAreKnown() =>
        Should.Throw<ClusterFileException>(() => Adopted.Of(Text + "flink: {taskManager: {replicas: 3}}", Adopted.Node("a"))).Message.ShouldContain("3 TaskManagers for 1 worker");

    [Fact]
    public void Nodes_AreNeededByEveryOtherOrchestrator() =>
        Refused("apiVersion: fridge/v1\nname: shelf\n").ShouldHaveSingleItem().ShouldBe("f.yaml:1:1: 'nodes' is missing; a list of nodes: - {name, address, board, os, roles}");

    [Fact]
    public void Page_HasAFileThatIsRead()
    {
        var page = File.ReadAllText(Checkout.File("docs", "kubernetes.md"));
        var begin = page.IndexOf("apiVersion: fridge/v1", StringComparison.Ordinal);

        var cluster = Adopted.Of(page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)], Adopted.Node("a"), Adopted.Node("b"));

        (cluster.Name, cluster.Kubernetes!.Namespace, cluster.ImageSource!.Url, cluster.Flink.TaskManager.Replicas).ShouldBe(("shelf", "shelf", "registry.example.org/fridge", 2));
    }

    private static IEnumerable<string> Refused(string text) => Should.Throw<ClusterFileException>(() => ClusterFile.Parse(text, "f.yaml")).Diagnostics.Select(each => each.ToString());
}
