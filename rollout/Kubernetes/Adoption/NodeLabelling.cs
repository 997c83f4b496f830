using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Model;
using Fridge.Rollout.Kubernetes.Reading;
using Fridge.Tooling;

namespace Fridge.Rollout.Kubernetes.Adoption;

/// <summary>Labels that a node is to bear.</summary>
/// <param name="Node">By its API's name.</param>
internal sealed record NodeLabelChange(string Node, ImmutableSortedDictionary<string, string> Labels)
{
    /// <summary>Who sets them: nothing else of the node is ours.</summary>
    public const string Manager = "fridge-labels";

    public JsonObject Object() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Node",
        ["metadata"] = new JsonObject { ["name"] = Node, ["labels"] = new JsonObject(Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))) },
    };

    public override string ToString() => $"label the node {Node} {string.Join(' ', Labels.Select(label => $"{label.Key}={label.Value}"))}";
}

/// <summary>Fridge's labels on nodes of an existing Kubernetes: those that Provision writes on nodes of its own. Pure.</summary>
internal static class NodeLabelling
{
    /// <summary>What of them the node of that name doesn't bear.</summary>
    public static ImmutableSortedDictionary<string, string> Missing(Node node, KubernetesNodes nodes) =>
        Wanted(node).RemoveRange(Wanted(node).Where(label => ValueOf(node, nodes, label.Key) == label.Value).Select(label => label.Key));

    /// <exception cref="FridgeException">Wrong use: a node bears one of them with another value, which is somebody's.</exception>
    public static ImmutableArray<NodeLabelChange> Plan(IEnumerable<Node> nodes, KubernetesNodes there)
    {
        var changes = nodes.Where(node => node.Roles.Contains(NodeRole.Worker)).Select(node => (Node: node, Missing: Missing(node, there))).Where(change => !change.Missing.IsEmpty).ToList();
        foreach (var (node, missing) in changes)
        {
            if (missing.Keys.FirstOrDefault(key => ValueOf(node, there, key) is not null) is { } taken)
            {
                throw new FridgeException(
                    $"The node {node.Name} has the label {taken}={ValueOf(node, there, taken)}, and Fridge needs {taken}={missing[taken]}: Fridge doesn't change other people's labels.",
                    "Leave --label-nodes out: pods are then placed by kubernetes.io/arch.",
                    wrongUse: true);
            }
        }

        return [.. changes.Select(change => new NodeLabelChange(there.Find(change.Node.Name)!.Metadata.Name, Wanted(change.Node)))];
    }

    private static ImmutableSortedDictionary<string, string> Wanted(Node node) => ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create(WellKnown.NodeLabel, node.Name),
        KeyValuePair.Create(WellKnown.ArchitectureLabel, node.Architecture.LabelValue()),
        KeyValuePair.Create(WellKnown.WorkerLabel, "true"),
    ]);

    private static string? ValueOf(Node node, KubernetesNodes nodes, string label) =>
        nodes.Find(node.Name)?.Metadata.Labels?.TryGetValue(label, out var value) == true ? value : null;
}
