using Fridge.Model;
using Fridge.Rollout.Kubernetes.Adoption;
using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Tooling;
using k8s.Models;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

/// <summary>Nodes as their API has them, in a cluster file's words, and labels on them.</summary>
public sealed class AdoptedNodesTests
{
    private static readonly KubernetesVersion Version = new(29, 1);

    [Fact]
    public void Nodes_HaveTheirKubeletsArchitectureAndMemory()
    {
        var found = Find(Of("b", "arm"), Of("a", "arm64", ("node-role.kubernetes.io/control-plane", "")));

        found.Version.ShouldBe(Version);
        found.Nodes.Select(node => (node.Name, node.Address, node.Architecture, node.Board.Ram, string.Join(' ', node.Roles))).ShouldBe(
        [
            ("a", "10.0.0.1", NodeArchitecture.Arm64, MemorySize.Mebibytes(2048), "Manager Worker"),
            ("b", "10.0.0.1", NodeArchitecture.Armv7, MemorySize.Mebibytes(2048), "Worker"),
        ]);
        found.Remarks.ShouldBeEmpty();
        found.HasLabels.ShouldBeFalse();
    }

    [Fact]
    public void WhatTakesNoPods_IsNamedWithTheReason()
    {
        var tainted = Of("tainted", "amd64", ("node-role.kubernetes.io/master", ""));
        tainted.Spec.Taints = [new V1Taint { Key = "node-role.kubernetes.io/master", Effect = "NoSchedule" }];
        var cordoned = Of("cordoned", "amd64");
        cordoned.Spec.Unschedulable = true;
        var away = Of("away", "amd64");
        away.Spec.Taints = [new V1Taint { Key = "node.kubernetes.io/unreachable", Effect = "NoExecute" }];

        var found = Find(tainted, cordoned, away, Of("z", "s390x"), Of("w", "amd64", ("kubernetes.io/arch", "amd64")));

        found.Nodes.Select(node => (node.Name, string.Join(' ', node.Roles))).ShouldBe([("away", "Worker"), ("cordoned", ""), ("tainted", "Manager"), ("w", "Worker")]);
        found.Remarks.ShouldBe(
        [
            "cordoned runs nothing of Fridge's: it is cordoned",
            "tainted runs nothing of Fridge's: it is tainted node-role.kubernetes.io/master:NoSchedule",
            "z runs nothing of Fridge's: it is linux/s390x, and images are for linux/arm/v7, linux/arm64, linux/amd64",
        ]);
    }

    [Fact]
    public void WhereNoneTakesPods_ThatIsSaid()
    {
        var refused = Should.Throw<FridgeException>(() => Find(Of("z", "s390x")));

        refused.WrongUse.ShouldBeTrue();
        refused.Message.ShouldBe("The Kubernetes of k: no node takes Fridge's pods.");
        refused.Evidence.ShouldHaveSingleItem().ShouldStartWith("z: it is linux/s390x");
    }

    [Fact]
    public void Labels_AreThoseOfProvision_AndPlacementFollowsThem()
    {
        V1Node[] bare = [Of("a", "arm64"), Of("b", "arm64")];

        var changes = NodeLabelling.Plan(Find(bare).Nodes, Nodes(bare));

        changes.Select(change => change.ToString()).ShouldBe(["label the node a fridge.arch=arm64 fridge.node=a fridge.worker=true", "label the node b fridge.arch=arm64 fridge.node=b fridge.worker=true"]);
        V1Node[] labelled = [.. bare.Select(node => Of(node.Metadata.Name, "arm64", ("fridge.arch", "arm64"), ("fridge.node", node.Metadata.Name), ("fridge.worker", "true")))];
        Find(labelled).HasLabels.ShouldBeTrue();
        NodeLabelling.Plan(Find(labelled).Nodes, Nodes(labelled)).ShouldBeEmpty();
    }

    [Fact]
    public void Labels_OfSomebodyElse_AreNotWrittenOver()
    {
        V1Node[] nodes = [Of("a", "amd64", ("fridge.arch", "armv7"))];

        Should.Throw<FridgeException>(() => NodeLabelling.Plan(Find(nodes).Nodes, Nodes(nodes))).Message
            .ShouldBe("The node a has the label fridge.arch=armv7, and Fridge needs fridge.arch=amd64: Fridge doesn't change other people's labels.");
    }

    private static FoundCluster Find(params V1Node[] nodes) => AdoptedNodes.Of(Version, Nodes(nodes), "The Kubernetes of k", willHaveLabels: false);

    private static KubernetesNodes Nodes(params V1Node[] nodes) => new([.. nodes]);

    private static V1Node Of(string name, string architecture, params (string Key, string Value)[] labels) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = labels.ToDictionary(label => label.Key, label => label.Value) },
        Spec = new V1NodeSpec(),
        Status = new V1NodeStatus
        {
            Addresses = [new V1NodeAddress { Type = "InternalIP", Address = "10.0.0.1" }],
            Capacity = new Dictionary<string, ResourceQuantity> { ["memory"] = new("2Gi") },
            NodeInfo = new V1NodeSystemInfo { Architecture = architecture, OperatingSystem = "linux", OsImage = "Debian GNU/Linux 12 (bookworm)" },
        },
    };
}
