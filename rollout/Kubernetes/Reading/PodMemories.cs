using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Nodes;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes.Reading;

/// <summary>Asks each node's kubelet, through the API server, what the cluster's containers use; all nodes at once.</summary>
internal sealed class PodMemories(IKubernetesApi api, KubernetesNodes nodes, string space)
{
    public async Task<NodeMemories> ReadAsync(IEnumerable<string> asked, V1PodList pods, CancellationToken cancellationToken)
    {
        var answers = await FanOut.Short.RunAsync(asked, (node, token) => TryReadAsync(node, pods, token), cancellationToken);
        return new NodeMemories(
            answers.SelectMany(answer => answer.Containers).ToImmutableDictionary(),
            answers.Where(answer => answer.Problem is not null).ToImmutableDictionary(answer => answer.Node, answer => answer.Problem!));
    }

    private async Task<(string Node, ImmutableArray<KeyValuePair<string, InstanceMemory>> Containers, string? Problem)> TryReadAsync(
        string node, V1PodList pods, CancellationToken cancellationToken)
    {
        try
        {
            var name = nodes.Find(node)?.Metadata.Name ?? node;
            var summary = await api.SendAsync<JsonObject>(ApiRequest.Get($"/api/v1/nodes/{name}/proxy/stats/summary") with { IsPatient = false }, cancellationToken);
            return (node, Of(summary, pods, space), null);
        }
        catch (FridgeException e)
        {
            return (node, [], e.GetBaseException().Message);
        }
    }

    /// <summary>Working sets, which are what counts towards a limit. Pure.</summary>
    internal static ImmutableArray<KeyValuePair<string, InstanceMemory>> Of(JsonObject summary, V1PodList pods, string space)
    {
        var used = (summary["pods"] as JsonArray ?? [])
            .Where(pod => (string?)pod!["podRef"]?["namespace"] == space)
            .SelectMany(pod => (pod!["containers"] as JsonArray ?? []).Select(container => (
                Key: ((string?)pod["podRef"]!["name"], (string?)container!["name"]), Bytes: (long?)container["memory"]?["workingSetBytes"])))
            .Where(container => container.Bytes is not null)
            .ToLookup(container => container.Key, container => container.Bytes!.Value);
        return
        [
            .. from pod in pods.Items
               let container = PodTemplate.Main(pod.Spec)
               let id = PodInstances.ContainerId(PodInstances.StatusOf(pod, container.Name)?.ContainerID)
               where id is not null
               from bytes in used[(pod.Metadata.Name, container.Name)].Take(1)
               select KeyValuePair.Create(id, new InstanceMemory(bytes, container.Resources?.Limits?.TryGetValue("memory", out var limit) == true ? limit.ToInt64() : null)),
        ];
    }
}
