using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Rollout.Orchestration;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using k8s.Models;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

public sealed class PodInstancesTests
{
    private static readonly KubernetesNodes Nodes = Pods.Nodes(Pods.Node("api-0", "pico-0"), Pods.Node("api-1", "pico-1"), Pods.Node("api-2", "pico-2", ready: false));

    [Fact]
    public void A_ready_pod_runs_and_has_what_it_was_made_from()
    {
        var instance = Of(Pods.Of(Pods.Running, ready: true)).ShouldHaveSingleItem();

        (instance.IsRunning, instance.Id, instance.Workload, instance.Node, instance.ContainerId, instance.Hash).ShouldBe((true, "jobmanager-7c", "jobmanager", "pico-1", "c1", "hash"));
        instance.Files.ShouldBe(["config-1", "log4j-1"]);
        instance.At.ShouldBe(Pods.Born.AddMinutes(1));
    }

    [Fact]
    public void One_that_is_not_ready_yet_waits() => Of(Pods.Of(Pods.Running)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
        instance => instance.State.ShouldBe(InstanceState.Waiting),
        instance => instance.Word.ShouldBe("starting"));

    /// <summary>Three ends of one container are three instances that failed, as they would be three tasks of Swarm: a gate gives up.</summary>
    [Fact]
    public void Each_run_that_is_over_is_an_instance_that_failed_and_the_last_one_tells_how()
    {
        var instances = Of(Pods.Of(Pods.Waiting("CrashLoopBackOff", "back-off 20s"), restarts: 3, last: Pods.Ended(135)));

        instances.Select(instance => (instance.Id, instance.State, instance.ShouldRun)).ShouldBe(
            [("jobmanager-7c", InstanceState.Failed, false), ("jobmanager-7c#1", InstanceState.Failed, false), ("jobmanager-7c#2", InstanceState.Failed, false), ("jobmanager-7c#3", InstanceState.Waiting, true)]);
        (instances[2].ExitCode, instances[2].Error, instances[2].ContainerId).ShouldBe((135, "Error with status 135", "c0"));
        (instances[3].Word, instances[3].Error).ShouldBe(("CrashLoopBackOff", "back-off 20s"));
        PodInstances.PodOf(instances[2]).ShouldBe("jobmanager-7c");
    }

    [Fact]
    public void A_container_that_wanted_too_much_memory_says_its_limit() =>
        Of(Pods.Of(Pods.Running, restarts: 1, last: Pods.Ended(137, "OOMKilled")))[0].Error.ShouldBe("OOMKilled: it wanted more than its limit of 512Mi");

    [Theory]
    [InlineData("ErrImagePull")]
    [InlineData("ImagePullBackOff")]
    [InlineData("InvalidImageName")]
    public void Whatever_keeps_the_image_away_is_said_alike(string reason) => Of(Pods.Of(Pods.Waiting(reason, "some words"))).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
        instance => instance.Trouble.ShouldBe(InstanceTrouble.NoImage),
        instance => instance.Word.ShouldBe("ImagePullBackOff"),
        instance => instance.Error.ShouldBe("can't pull registry.fridge:5000/flink@sha256:1"));

    [Fact]
    public void A_pod_that_no_node_takes_has_the_schedulers_words()
    {
        var pod = Pods.Of(node: null);
        pod.Status.Conditions = [new V1PodCondition { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = "0/2 nodes are available: 2 Insufficient memory." }];

        var instance = Of(pod).ShouldHaveSingleItem();

        (instance.Trouble, instance.Node, instance.Error).ShouldBe((InstanceTrouble.Unplaceable, null, "0/2 nodes are available: 2 Insufficient memory."));
    }

    [Fact]
    public void An_evicted_pod_has_failed_with_the_kubelets_words()
    {
        var pod = Pods.Of();
        (pod.Status.Phase, pod.Status.Reason, pod.Status.Message) = ("Failed", "Evicted", "The node was low on resource: memory.");

        var instance = Of(pod).ShouldHaveSingleItem();

        (instance.State, instance.ShouldRun, instance.Error).ShouldBe((InstanceState.Failed, false, "Evicted: The node was low on resource: memory."));
    }

    [Fact]
    public void One_that_is_to_end_is_no_longer_counted()
    {
        var pod = Pods.Of(Pods.Running, ready: true);
        pod.Metadata.DeletionTimestamp = Pods.Born;

        Of(pod).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            instance => instance.IsRunning.ShouldBeFalse(),
            instance => instance.State.ShouldBe(InstanceState.Running, "Stop waits for its end"));
    }

    [Fact]
    public void A_pod_on_a_node_that_is_silent_is_known_as_such() =>
        Of(Pods.Of(Pods.Running, ready: true, node: "api-2")).ShouldHaveSingleItem().IsOnLostNode.ShouldBeTrue();

    private static Instance[] Of(V1Pod pod) => [.. PodInstances.Of(pod, Nodes)];
}
