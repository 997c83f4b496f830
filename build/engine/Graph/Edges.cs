using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>Turns the verbs, which may be said on either end of an edge, into edges of the later target.</summary>
internal static class Edges
{
    public static IEnumerable<TargetNode> Connect(
        IReadOnlyDictionary<string, TargetSettings> settings, IReadOnlyDictionary<Delegate, string> nameOf)
    {
        foreach (var (name, own) in settings)
            yield return new TargetNode(name, own)
            {
                DependsOn = Both(own.DependsOn, name, other => other.DependentFor),
                After = Both(own.After, name, other => other.Before),
                Triggers = Names(name, own.Triggers),
                TriggeredBy = Both([], name, other => other.Triggers),
            };

        ImmutableArray<string> Both(List<Delegate> said, string name, Func<TargetSettings, List<Delegate>> saidByOthers) =>
        [
            .. Names(name, said)
                .Concat(from other in settings
                        where Names(other.Key, saidByOthers(other.Value)).Contains(name)
                        select other.Key)
                .Distinct(),
        ];

        ImmutableArray<string> Names(string owner, List<Delegate> members) =>
            [.. members.Select(member => nameOf.TryGetValue(member, out var name) ? name : throw Unknown(owner)).Distinct()];
    }

    private static InvalidOperationException Unknown(string owner) =>
        new($"The target {owner} names something that is no target of the build class.");
}
