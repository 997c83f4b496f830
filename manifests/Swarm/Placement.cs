using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fridge.Manifests.Rendering;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Swarm;

/// <summary>Which nodes a service's constraints allow, by the labels that Provision writes. One that no plan can be made with is refused.</summary>
internal static partial class Placement
{
    public static ImmutableArray<string> Nodes(string name, Mapping service, Cluster cluster)
    {
        var constraints = ((service["deploy"] as Mapping)?["placement"] as Mapping)?["constraints"] as Sequence ?? Sequence.Empty;
        var rules = constraints.Items.Select(item => Rule(name, item)).ToList();
        return [.. cluster.Nodes.Where(node => rules.All(rule => Allows(rule, node))).Select(node => node.Name)];
    }

    private static Match Rule(string service, Value constraint) => constraint is Scalar { Text: var text } && ConstraintRule().Match(text) is { Success: true } rule
        ? rule
        : throw new ManifestException(
            $"service '{service}': Fridge can't plan with the placement constraint '{(constraint as Scalar)?.Text ?? constraint.Kind}'.",
            $"Use node.labels.{WellKnown.NodeLabel}, .{WellKnown.ArchitectureLabel.Split('.')[1]} or .{WellKnown.WorkerLabel.Split('.')[1]}, or node.role, with == or !=.");

    private static bool Allows(Match rule, Node node)
    {
        var equal = Label(node, rule.Groups["what"].Value) == rule.Groups["value"].Value;
        return rule.Groups["operator"].Value == "==" ? equal : !equal;
    }

    private static string? Label(Node node, string what) => what == "role"
        ? node.Roles.Contains(NodeRole.Manager) ? "manager" : "worker"
        : NodeLabels.Of(node, what["labels.".Length..]);

    [GeneratedRegex(@"^\s*node\.(?<what>role|labels\.fridge\.(node|arch|worker))\s*(?<operator>==|!=)\s*(?<value>\S+)\s*$")]
    private static partial Regex ConstraintRule();
}
