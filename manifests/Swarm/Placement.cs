using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Swarm;

/// <summary>Which nodes a service's constraints allow, by the labels that Provision writes.</summary>
internal static partial class Placement
{
    public static ImmutableArray<string> Nodes(Mapping service, Cluster cluster)
    {
        var constraints = ((service["deploy"] as Mapping)?["placement"] as Mapping)?["constraints"] as Sequence ?? Sequence.Empty;
        var rules = constraints.Items.OfType<Scalar>().Select(item => LabelRule().Match(item.Text)).Where(match => match.Success).ToList();
        return [.. cluster.Nodes.Where(node => rules.All(rule => Allows(rule, node))).Select(node => node.Name)];
    }

    private static bool Allows(Match rule, Node node)
    {
        var equal = Label(node, rule.Groups["label"].Value) == rule.Groups["value"].Value;
        return rule.Groups["operator"].Value == "==" ? equal : !equal;
    }

    private static string? Label(Node node, string label) => label switch
    {
        WellKnown.NodeLabel => node.Name,
        WellKnown.ArchitectureLabel => node.Architecture.LabelValue(),
        WellKnown.WorkerLabel => node.Roles.Contains(NodeRole.Worker) ? "true" : null,
        _ => null,
    };

    [GeneratedRegex(@"^\s*node\.labels\.(?<label>fridge\.[a-z]+)\s*(?<operator>==|!=)\s*(?<value>\S+)\s*$")]
    private static partial Regex LabelRule();
}
