using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>All targets of a build class, in the order of its source, without a cycle.</summary>
internal sealed class TargetGraph
{
    private readonly Dictionary<string, TargetNode> byName;
    private readonly IReadOnlyDictionary<Delegate, string> nameOf;

    private TargetGraph(ImmutableArray<TargetNode> targets, IReadOnlyDictionary<Delegate, string> nameOf)
    {
        Targets = targets;
        this.nameOf = nameOf;
        byName = targets.ToDictionary(target => target.Name, StringComparer.OrdinalIgnoreCase);
    }

    public ImmutableArray<TargetNode> Targets { get; }

    public TargetNode this[string name] => byName[name];

    public TargetNode? Find(string name) => byName.GetValueOrDefault(name);

    public string NameOf(Delegate member) => nameOf.TryGetValue(member, out var name)
        ? name
        : throw new InvalidOperationException($"{member.Method.Name} is not a target of this build class.");

    /// <exception cref="WrongUseException">The targets wait for each other; the message has the path.</exception>
    public static TargetGraph Of(FridgeBuild build)
    {
        var members = TargetMembers.Of(build).ToList();
        var nameOf = members.ToDictionary(member => member.Value, member => member.Name);
        var settings = members.ToDictionary(member => member.Name, member => TargetMembers.SettingsOf(member.Value));
        return Of([.. Edges.Connect(settings, nameOf)], nameOf);
    }

    internal static TargetGraph Of(ImmutableArray<TargetNode> targets, IReadOnlyDictionary<Delegate, string>? nameOf = null)
    {
        var graph = new TargetGraph(targets, nameOf ?? new Dictionary<Delegate, string>());
        Cycle.Refuse(graph);
        return graph;
    }
}
