using System.Collections.Immutable;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Swarm;

/// <summary>Placement labels, written from facts.</summary>
internal static class SwarmLabels
{
    /// <summary>The change from what the swarm has; none where ours are right. Other labels are a person's and stay.</summary>
    public static IEnumerable<LabelNode> Changes(NodeView node, ImmutableDictionary<string, string>? current)
    {
        var has = (current ?? ImmutableDictionary<string, string>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var wanted = has.RemoveRange(PlacementLabels.Ours).SetItems(PlacementLabels.Wanted(node));
        if (has.SequenceEqual(wanted)) yield break;
        var difference = has.Except(wanted).Select(label => $"- {label.Key}={label.Value}\n")
            .Concat(wanted.Except(has).Select(label => $"+ {label.Key}={label.Value}\n"));
        yield return new LabelNode(node.Name, wanted, string.Concat(difference));
    }
}
