using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;
using Fridge.Rollout.Orchestration;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Reading;

/// <summary>
/// A pod's runs as instances: a container that ended is started again in the same pod, so each run before the present one is an instance that
/// is over, of whose end only the last is known. Pure.
/// </summary>
internal static class PodInstances
{
    /// <summary>Words of a kubelet that can't have the image.</summary>
    private static readonly ImmutableHashSet<string> NoImage = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError", "RegistryUnavailable"];

    public static IEnumerable<Instance> Of(V1Pod pod, KubernetesNodes nodes)
    {
        var container = PodTemplate.Main(pod.Spec);
        var status = StatusOf(pod, container.Name);
        var common = new Instance
        {
            Id = pod.Metadata.Name,
            Workload = pod.Metadata.Labels?.TryGetValue(ObjectLabels.Name, out var workload) == true ? workload : "",
            Node = pod.Spec.NodeName is { Length: > 0 } node ? nodes.NameOf(node) : null,
            IsOnLostNode = pod.Spec.NodeName is { Length: > 0 } name && nodes.IsLost(name),
            State = InstanceState.Waiting,
            Word = "pending",
            ShouldRun = true,
            Image = container.Image ?? "",
            Files = PodTemplate.Files(pod.Spec),
            Hash = pod.Metadata.Annotations?.TryGetValue(WorkloadLabels.Instance, out var hash) == true ? hash : null,
            At = pod.Metadata.CreationTimestamp ?? DateTime.MinValue,
        };
        for (var run = 0; run < (status?.RestartCount ?? 0); run++)
            yield return Over(common with { Id = Id(pod, run) }, run == status!.RestartCount - 1 ? status.LastState?.Terminated : null, container);
        yield return Present(common with { Id = Id(pod, status?.RestartCount ?? 0) }, pod, status, container);
    }

    /// <summary>Pods and their runs: <c>jobmanager-7c…</c>, then <c>jobmanager-7c…#1</c>.</summary>
    public static string Id(V1Pod pod, int run) => run == 0 ? pod.Metadata.Name : string.Create(CultureInfo.InvariantCulture, $"{pod.Metadata.Name}#{run}");

    public static string PodOf(Instance instance) => instance.Id.Split('#')[0];

    public static V1ContainerStatus? StatusOf(V1Pod pod, string container) => pod.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == container);

    /// <summary><c>docker://ID</c>, <c>containerd://ID</c></summary>
    public static string? ContainerId(string? id) => id?.Split("://") is [_, { Length: > 0 } bare] ? bare : null;

    private static Instance Over(Instance run, V1ContainerStateTerminated? end, V1Container container) => run with
    {
        State = end is { ExitCode: 0 } ? InstanceState.Complete : InstanceState.Failed,
        Word = "ended",
        ShouldRun = false,
        Error = End(end, container),
        ExitCode = end?.ExitCode ?? 0,
        ContainerId = ContainerId(end?.ContainerID),
        At = end?.FinishedAt ?? run.At,
    };

    private static Instance Present(Instance run, V1Pod pod, V1ContainerStatus? status, V1Container container)
    {
        var present = run with { ContainerId = ContainerId(status?.ContainerID), At = status?.State?.Running?.StartedAt ?? run.At };
        if (pod.Status?.Phase is "Failed" or "Succeeded")
            return Final(present, pod, status?.State?.Terminated, container);
        if (pod.Metadata.DeletionTimestamp is not null)
            return present with { State = status?.State?.Running is null ? InstanceState.Stopped : InstanceState.Running, Word = "terminating", ShouldRun = false };
        if (status?.State?.Terminated is { } end)
            return Over(present, end, container) with { ShouldRun = end.ExitCode != 0 };
        if (status?.State?.Running is not null)
            return IsReady(pod) ? present with { State = InstanceState.Running, Word = "running" } : present with { Word = "starting" };
        return WaitingOf(present, pod);
    }

    /// <summary>It is over for good, and another takes its place: evicted, or its node was shut down.</summary>
    private static Instance Final(Instance run, V1Pod pod, V1ContainerStateTerminated? end, V1Container container)
    {
        var over = Over(run, end, container);
        return pod.Status.Phase == "Succeeded"
            ? over with { State = InstanceState.Complete }
            : over with { State = InstanceState.Failed, Error = string.Join(": ", new[] { pod.Status.Reason, pod.Status.Message }.Where(text => text is { Length: > 0 }).DefaultIfEmpty(over.Error)) };
    }

    private static Instance WaitingOf(Instance run, V1Pod pod)
    {
        if (pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False", Reason: "Unschedulable" }) is { } unplaced)
            return run with { Word = "unschedulable", Error = unplaced.Message ?? "", Trouble = InstanceTrouble.Unplaceable };
        if (Waits(pod).FirstOrDefault() is not { } wait)
            return run with { Word = run.Node is null ? "pending" : "preparing" };
        // A kubelet's two words for it take turns, and only the first one has a reason: that one is in the pod's events.
        return NoImage.Contains(wait.Reason)
            ? run with { Word = "ImagePullBackOff", Error = $"can't pull {run.Image}", Trouble = InstanceTrouble.NoImage }
            : run with { Word = wait.Reason, Error = wait.Message ?? "" };
    }

    /// <summary>What a container waits for, those that come before the workload's own included.</summary>
    private static IEnumerable<V1ContainerStateWaiting> Waits(V1Pod pod) =>
        (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? [])
        .Select(status => status.State?.Waiting).OfType<V1ContainerStateWaiting>()
        .Where(wait => wait.Reason is { Length: > 0 } and not ("PodInitializing" or "ContainerCreating"));

    private static bool IsReady(V1Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    /// <summary>With the limit, where the kernel ended it for that.</summary>
    public static string End(V1ContainerStateTerminated? end, V1Container container) => end switch
    {
        null => "ended, its node no longer knows how",
        { Reason: "OOMKilled" } => $"OOMKilled: it wanted more than its limit of {Limit(container)}",
        { Message: { Length: > 0 } message } => $"{end.Reason}: {message.Trim()}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{end.Reason ?? "ended"} with status {end.ExitCode}"),
    };

    private static string Limit(V1Container container) =>
        container.Resources?.Limits?.TryGetValue("memory", out var limit) == true ? limit.ToString() : "none";
}
