using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Swarm;

/// <summary>Placement labels, written from facts.</summary>
internal static class SwarmLabels
{
    private static readonly ImmutableArray<string> Ours =
        [WellKnown.ArchitectureLabel, WellKnown.NodeLabel, WellKnown.WorkerLabel];

    public static ImmutableSortedDictionary<string, string> Wanted(NodeView node)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        labels[WellKnown.ArchitectureLabel] = Architecture(node.Facts.DebianArchitecture);
        labels[WellKnown.NodeLabel] = node.Name;
        if (node.Node.Roles.Contains(NodeRole.Worker)) labels[WellKnown.WorkerLabel] = "true";
        return labels.ToImmutable();
    }

    /// <summary>The change from what the swarm has; none where ours are right. Other labels are a person's and stay.</summary>
    public static IEnumerable<LabelNode> Changes(NodeView node, ImmutableDictionary<string, string>? current)
    {
        var has = (current ?? ImmutableDictionary<string, string>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var wanted = has.RemoveRange(Ours).SetItems(Wanted(node));
        if (has.SequenceEqual(wanted)) yield break;
        var difference = has.Except(wanted).Select(label => $"- {label.Key}={label.Value}\n")
            .Concat(wanted.Except(has).Select(label => $"+ {label.Key}={label.Value}\n"));
        yield return new LabelNode(node.Name, wanted, string.Concat(difference));
    }

    private static string Architecture(string debian)
    {
        foreach (var known in Enum.GetValues<NodeArchitecture>())
            if (known.DebianName() == debian)
                return known.LabelValue();
        return debian;
    }
}
