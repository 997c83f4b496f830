using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Rollout.Kubernetes;
using Fridge.Rollout.Kubernetes.Reading;
using k8s.Models;

namespace Fridge.Tests.Rollout.Kubernetes.Fixtures;

/// <summary>Pods and nodes as an API server tells of them.</summary>
internal static class Pods
{
    public static readonly DateTime Born = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);

    public static V1Pod Of(V1ContainerState? state = null, int restarts = 0, V1ContainerStateTerminated? last = null, string? node = "api-1", bool ready = false) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = "jobmanager-7c",
            CreationTimestamp = Born,
            Labels = new Dictionary<string, string> { [ObjectLabels.Name] = "jobmanager", [ObjectLabels.PartOf] = "pico" },
            Annotations = new Dictionary<string, string> { [WorkloadLabels.Instance] = "hash" },
        },
        Spec = new V1PodSpec
        {
            NodeName = node,
            Containers =
            [
                new V1Container
                {
                    Name = "jobmanager",
                    Image = "registry.fridge:5000/flink@sha256:1",
                    Resources = new V1ResourceRequirements
                    {
                        Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("512Mi") },
                        Requests = new Dictionary<string, ResourceQuantity> { ["memory"] = new("512Mi") },
                    },
                },
            ],
            Volumes =
            [
                new V1Volume { Name = "a", ConfigMap = new V1ConfigMapVolumeSource { Name = "config-1" } },
                new V1Volume { Name = "b", Projected = new V1ProjectedVolumeSource { Sources = [new V1VolumeProjection { ConfigMap = new V1ConfigMapProjection { Name = "log4j-1" } }] } },
                new V1Volume { Name = "c", Secret = new V1SecretVolumeSource { SecretName = "s-1" } },
            ],
        },
        Status = new V1PodStatus
        {
            Phase = state?.Running is null ? "Pending" : "Running",
            Conditions = [new V1PodCondition { Type = "Ready", Status = ready ? "True" : "False" }],
            ContainerStatuses = state is null
                ? []
                : [new V1ContainerStatus { Name = "jobmanager", State = state, RestartCount = restarts, LastState = new V1ContainerState { Terminated = last }, ContainerID = "docker://c1" }],
        },
    };

    public static V1ContainerState Running => new() { Running = new V1ContainerStateRunning { StartedAt = Born.AddMinutes(1) } };

    public static V1ContainerState Waiting(string reason, string? message = null) => new() { Waiting = new V1ContainerStateWaiting { Reason = reason, Message = message } };

    public static V1ContainerStateTerminated Ended(int status, string reason = "Error") => new() { ExitCode = status, Reason = reason, FinishedAt = Born.AddSeconds(30), ContainerID = "docker://c0" };

    public static V1Node Node(string name, string? bears = null, bool ready = true, string memory = "1Gi", params V1Taint[] taints) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = bears is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [WellKnown.NodeLabel] = bears } },
        Spec = new V1NodeSpec { Taints = taints },
        Status = new V1NodeStatus
        {
            Conditions = [new V1NodeCondition { Type = "Ready", Status = ready ? "True" : "Unknown" }],
            Allocatable = new Dictionary<string, ResourceQuantity> { ["memory"] = new(memory), ["cpu"] = new("4") },
            Capacity = new Dictionary<string, ResourceQuantity> { ["memory"] = new(memory) },
            NodeInfo = new V1NodeSystemInfo { ContainerRuntimeVersion = "docker://20.10.24" },
        },
    };

    public static KubernetesNodes Nodes(params ImmutableArray<V1Node> nodes) => new(nodes);
}
