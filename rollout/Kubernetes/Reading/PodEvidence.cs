using System.Collections.Immutable;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Reading;

/// <summary>What the API server knows about an instance: its container's state, how its last run ended, its pod's warnings; of one that no node takes, each node's reason.</summary>
internal sealed class PodEvidence(IKubernetesApi api, string space)
{
    private const int Warnings = 6;

    public async Task<ImmutableArray<string>> GatherAsync(Instance instance, CancellationToken cancellationToken)
    {
        try
        {
            var name = PodInstances.PodOf(instance);
            return await api.TryGetAsync<V1Pod>($"/api/v1/namespaces/{space}/pods/{name}", cancellationToken) is { } pod
                ? [.. States(pod, instance.Node ?? "no node"), .. await NodesAsync(pod, instance, cancellationToken), .. await EventsAsync(name, cancellationToken)]
                : [$"the pod {name} is gone", .. await EventsAsync(name, cancellationToken)];
        }
        catch (FridgeException e)
        {
            return [$"the API server can't be asked about the pod: {e.Message}"];
        }
    }

    private static IEnumerable<string> States(V1Pod pod, string node)
    {
        foreach (var status in (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []))
        {
            yield return $"{node}: the container {status.Name} is {State(status, pod)}, restarted {status.RestartCount} times";
            if (status.LastState?.Terminated is { } end && Container(pod, status.Name) is { } container)
                yield return $"{node}: its last run: {PodInstances.End(end, container)}, exit code {end.ExitCode}";
        }
    }

    private static string State(V1ContainerStatus status, V1Pod pod) => status.State switch
    {
        { Waiting: { } waiting } => $"waiting: {waiting.Reason}{(waiting.Message is { Length: > 0 } message ? $": {message}" : "")}",
        { Terminated: { } end } when Container(pod, status.Name) is { } container => $"ended: {PodInstances.End(end, container)}",
        { Running: not null } => status.Ready ? "running" : "running, and not ready",
        _ => "not started",
    };

    private static V1Container? Container(V1Pod pod, string name) =>
        pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []).FirstOrDefault(container => container.Name == name);

    private async Task<ImmutableArray<string>> NodesAsync(V1Pod pod, Instance instance, CancellationToken cancellationToken)
    {
        if (instance.Trouble != InstanceTrouble.Unplaceable)
            return [];
        var nodes = await KubernetesNodes.ReadAsync(api, cancellationToken);
        var pods = await api.GetAsync<V1PodList>("/api/v1/pods", cancellationToken);
        return NodeFit.Table(pod, nodes, [.. pods.Items]);
    }

    private async Task<IEnumerable<string>> EventsAsync(string pod, CancellationToken cancellationToken)
    {
        var selector = Uri.EscapeDataString($"involvedObject.kind=Pod,involvedObject.name={pod},type=Warning");
        var events = await api.GetAsync<Corev1EventList>($"/api/v1/namespaces/{space}/events?fieldSelector={selector}", cancellationToken);
        return events.Items
            .OrderBy(happened => happened.LastTimestamp ?? happened.EventTime ?? happened.Metadata.CreationTimestamp)
            .TakeLast(Warnings)
            .Select(happened => $"{happened.Reason}{(happened.Count > 1 ? $" ({happened.Count} times)" : "")}: {happened.Message?.Trim()}");
    }
}
