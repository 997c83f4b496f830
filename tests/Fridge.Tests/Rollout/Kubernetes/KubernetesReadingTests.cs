using System.Text.Json.Nodes;
using Fridge.Model;
using Fridge.Rollout.Kubernetes.Locks;
using Fridge.Rollout.Kubernetes.Logs;
using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Rollout.Orchestration;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using k8s.Models;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

/// <summary>What an API server says, as the seam has it.</summary>
public sealed class KubernetesReadingTests
{
    [Fact]
    public void A_deployment_whose_generation_nobody_has_seen_is_on_its_way()
    {
        var deployment = Deployment(generation: 2, seen: 1, replicas: 1, updated: 1);
        WorkloadReader.Of(deployment).Update.ShouldBe(UpdateState.Going);

        deployment.Status.ObservedGeneration = 2;
        WorkloadReader.Of(deployment).Update.ShouldBe(UpdateState.Settled);
    }

    [Fact]
    public void A_deployment_with_pods_of_its_spec_before_is_on_its_way()
    {
        var deployment = Deployment(generation: 1, seen: 1, replicas: 2, updated: 2);
        deployment.Status.Replicas = 3;

        WorkloadReader.Of(deployment).Update.ShouldBe(UpdateState.Going);
    }

    [Fact]
    public void A_deployment_whose_pods_are_not_let_in_says_why()
    {
        var deployment = Deployment(generation: 1, seen: 1, replicas: 1, updated: 0);
        deployment.Status.Conditions = [new V1DeploymentCondition { Type = "ReplicaFailure", Status = "True", Message = "admission webhook \"no.flink\" denied the request" }];

        WorkloadReader.Of(deployment).UpdateMessage.ShouldBe("admission webhook \"no.flink\" denied the request");
    }

    [Fact]
    public void A_daemon_set_is_meant_to_be_on_as_many_nodes_as_its_annotation_says_and_on_none_while_it_is_stopped()
    {
        var set = new V1DaemonSet
        {
            Metadata = new V1ObjectMeta { Name = "exporter", Uid = "u", Annotations = new Dictionary<string, string> { [WorkloadLabels.Replicas] = "2" } },
            Spec = new V1DaemonSetSpec { Template = new V1PodTemplateSpec { Spec = Pods.Of().Spec } },
            Status = new V1DaemonSetStatus { DesiredNumberScheduled = 1, UpdatedNumberScheduled = 1 },
        };
        WorkloadReader.Of(set).Replicas.ShouldBe(2);

        set.Spec.Template.Spec.NodeSelector = new Dictionary<string, string> { [WorkloadReader.Stopped] = "true" };
        WorkloadReader.Of(set).Replicas.ShouldBe(0);
    }

    [Fact]
    public void A_kubelets_summary_is_the_working_set_against_the_limit()
    {
        var summary = JsonNode.Parse("""
            {"pods": [
              {"podRef": {"name": "jobmanager-7c", "namespace": "pico"}, "containers": [{"name": "jobmanager", "memory": {"workingSetBytes": 1000}}]},
              {"podRef": {"name": "jobmanager-7c", "namespace": "other"}, "containers": [{"name": "jobmanager", "memory": {"workingSetBytes": 7}}]},
              {"podRef": {"name": "sidecar", "namespace": "pico"}, "containers": [{"name": "sidecar"}]}]}
            """)!.AsObject();

        PodMemories.Of(summary, new V1PodList { Items = [Pods.Of(Pods.Running)] }, "pico").ShouldBe([KeyValuePair.Create("c1", new InstanceMemory(1000, 512 << 20))]);
    }

    [Fact]
    public void Images_in_use_are_those_of_all_containers_and_those_that_annotations_promise()
    {
        var pod = Pods.Of();
        pod.Spec.InitContainers = [new V1Container { Name = "wait", Image = "registry.fridge:5000/wait@sha256:3" }];
        pod.Metadata.Annotations["fridge.digest.job-taxi.armv7"] = "sha256:2/1000";

        RunningImages.Of([(pod.Metadata, pod.Spec)]).ShouldBe(["registry.fridge:5000/flink@sha256:1", "registry.fridge:5000/job-taxi@sha256:2", "registry.fridge:5000/wait@sha256:3"]);
    }

    [Theory]
    [InlineData("2026-05-01T12:00:00.123456789Z a line", "a line")]
    [InlineData("2026-05-01T12:00:00Z ", "")]
    [InlineData("no time before it", "no time before it")]
    public void A_line_of_a_log_has_its_time_before_it(string line, string text) =>
        PodLogs.Parse("jobmanager", "pico-1", "jobmanager-7c", line).ShouldSatisfyAllConditions(
            parsed => parsed.Text.ShouldBe(text),
            parsed => (parsed.At is not null).ShouldBe(line[0] == '2'),
            parsed => parsed.Instance.ShouldBe("jobmanager-7c"));

    /// <summary>An API server takes no other time (kubernetes#141204).</summary>
    [Fact]
    public void A_Leases_times_have_exactly_six_digits()
    {
        var whole = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

        var json = new LeaseRecord("ann", TimeSpan.FromSeconds(60), whole, whole.AddTicks(1234567), 0, "", "").Json("fridge-pico");

        ((string)json["spec"]!["acquireTime"]!, (string)json["spec"]!["renewTime"]!).ShouldBe(("2026-11-28T12:00:00.000000Z", "2026-11-28T12:00:00.123456Z"));
    }

    private static V1Deployment Deployment(long generation, long seen, int replicas, int updated) => new()
    {
        Metadata = new V1ObjectMeta { Name = "jobmanager", Uid = "u", Generation = generation },
        Spec = new V1DeploymentSpec { Replicas = replicas, Template = new V1PodTemplateSpec { Spec = Pods.Of().Spec } },
        Status = new V1DeploymentStatus { ObservedGeneration = seen, Replicas = replicas, UpdatedReplicas = updated },
    };
}
