using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using k8s.Models;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

/// <summary>Why a pod stays without a node, node by node.</summary>
public sealed class NodeFitTests
{
    [Fact]
    public void Each_node_has_its_reasons()
    {
        var pod = Pods.Of(node: null);
        pod.Spec.NodeSelector = new Dictionary<string, string> { ["fridge.arch"] = "armv7" };
        var small = Labelled(Pods.Node("api-0", "pico-0", memory: "600Mi"));
        var master = Labelled(Pods.Node("api-1", "pico-10", taints: new V1Taint { Key = "node-role.kubernetes.io/master", Effect = "NoSchedule" }));
        var other = Pods.Node("api-2", "pico-2", ready: false);
        other.Spec.Unschedulable = true;
        var neighbour = Pods.Of(node: "api-0");

        NodeFit.Table(pod, Pods.Nodes(small, master, other, Labelled(Pods.Node("api-3", "pico-3"))), [neighbour]).ShouldBe(
        [
            "pico-0   has 88 MiB of memory free, it needs 512 MiB",
            "pico-10  is tainted node-role.kubernetes.io/master:NoSchedule",
            "pico-2   isn't ready; is cordoned; has no label fridge.arch=armv7",
            "pico-3   would take it: the scheduler may not have seen it yet",
        ]);
    }

    [Fact]
    public void A_tolerated_taint_is_no_reason()
    {
        var pod = Pods.Of(node: null);
        pod.Spec.Tolerations = [new V1Toleration { Key = "node-role.kubernetes.io/master", OperatorProperty = "Exists" }];

        NodeFit.Reasons(pod, Pods.Node("api-1", taints: new V1Taint { Key = "node-role.kubernetes.io/master", Effect = "NoSchedule" }), []).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("In", "a", null)]
    [InlineData("In", "b", "has no label fridge.node=b")]
    [InlineData("NotIn", "a", "has no label fridge.node NotIn a")]
    [InlineData("Exists", null, null)]
    [InlineData("DoesNotExist", null, "has no label fridge.node DoesNotExist")]
    public void Affinity_is_read_as_the_scheduler_reads_it(string how, string? value, string? reason)
    {
        var pod = Pods.Of(node: null);
        pod.Spec.Affinity = new V1Affinity
        {
            NodeAffinity = new V1NodeAffinity
            {
                RequiredDuringSchedulingIgnoredDuringExecution = new V1NodeSelector
                {
                    NodeSelectorTerms = [new V1NodeSelectorTerm { MatchExpressions = [new V1NodeSelectorRequirement { Key = "fridge.node", OperatorProperty = how, Values = value is null ? null : [value] }] }],
                },
            },
        };

        NodeFit.Reasons(pod, Pods.Node("api-1", "a"), []).ShouldBe(reason is null ? [] : [reason]);
    }

    private static V1Node Labelled(V1Node node)
    {
        node.Metadata.Labels["fridge.arch"] = "armv7";
        return node;
    }
}
