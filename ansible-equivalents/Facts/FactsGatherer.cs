using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;

namespace Fridge.Provisioning.Facts;

/// <summary>For the target <c>Facts</c>: what every node says about itself, all nodes at once.</summary>
public static class FactsGatherer
{
    /// <summary>In the order of the cluster file; a node that can't be read hides no other.</summary>
    public static async Task<ImmutableArray<GatheredFacts>> GatherAsync(
        INodeSessions sessions, IEnumerable<Node> nodes, TimeProvider time, CancellationToken cancellationToken)
    {
        var reader = new FactsReader(sessions, time);
        return await FanOut.Short.RunAsync(nodes, (node, token) => GatherAsync(reader, node.Name, token), cancellationToken);
    }

    private static async Task<GatheredFacts> GatherAsync(FactsReader reader, string node, CancellationToken cancellationToken)
    {
        try
        {
            var readings = await reader.ReadAsync([node], _ => NodeFactsReader.Facts, cancellationToken);
            return new GatheredFacts(node, readings.Single().Facts, null);
        }
        catch (FridgeException failure)
        {
            return new GatheredFacts(node, null, failure);
        }
    }
}

/// <param name="Node">Its name in the cluster file.</param>
/// <param name="Facts">Null: they could not be read.</param>
/// <param name="Failure">Why not.</param>
public sealed record GatheredFacts(string Node, NodeFacts? Facts, FridgeException? Failure);
