using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Nodes;

namespace Fridge.Provisioning.Facts;

/// <summary>For the target <c>Facts</c>: what every node says about itself, all nodes at once.</summary>
public static class FactsGatherer
{
    /// <summary>In the order of the cluster file.</summary>
    public static async Task<ImmutableArray<GatheredFacts>> GatherAsync(
        INodeSessions sessions, IEnumerable<Node> nodes, TimeProvider time, CancellationToken cancellationToken)
    {
        var readings = await new FactsReader(sessions, time).ReadAsync(
            nodes.Select(node => node.Name), _ => NodeFactsReader.Facts, cancellationToken);
        return [.. readings.Select(read => new GatheredFacts(read.Node, read.Facts))];
    }
}

/// <param name="Node">Its name in the cluster file.</param>
public sealed record GatheredFacts(string Node, NodeFacts Facts);
