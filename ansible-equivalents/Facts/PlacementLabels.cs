using System.Collections.Immutable;
using Fridge.Model;

namespace Fridge.Provisioning.Facts;

/// <summary>The labels by which services find their nodes, whatever the orchestrator: from facts.</summary>
internal static class PlacementLabels
{
    public static readonly ImmutableArray<string> Ours =
        [WellKnown.ArchitectureLabel, WellKnown.NodeLabel, WellKnown.WorkerLabel];

    public static ImmutableSortedDictionary<string, string> Wanted(NodeView node)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        labels[WellKnown.ArchitectureLabel] = Architecture(node.Facts.DebianArchitecture);
        labels[WellKnown.NodeLabel] = node.Name;
        if (node.Node.Roles.Contains(NodeRole.Worker)) labels[WellKnown.WorkerLabel] = "true";
        return labels.ToImmutable();
    }

    private static string Architecture(string debian)
    {
        foreach (var known in Enum.GetValues<NodeArchitecture>())
        {
            if (known.DebianName() == debian)
                return known.LabelValue();
        }

        return debian;
    }
}
