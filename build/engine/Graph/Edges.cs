using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>Turns the verbs, which may be said on either end of an edge, into edges of the later target.</summary>
internal static class Edges
{
    public static IEnumerable<TargetNode> Connect(
        IReadOnlyDictionary<string, TargetSettings> settings, IReadOnlyDictionary<Delegate, string> nameOf)
    {
        var (dependentFor, before, triggers) = (SaidByOthers(own => own.DependentFor), SaidByOthers(own => own.Before), SaidByOthers(own => own.Triggers));
        foreach (var (name, own) in settings)
        {
            yield return new TargetNode(name, own)
            {
                DependsOn = [.. Names(name, own.DependsOn).Union(Of(dependentFor, name))],
                After = [.. Names(name, own.After).Union(Of(before, name))],
                Triggers = Names(name, own.Triggers),
                TriggeredBy = [.. Of(triggers, name)],
            };
        }

        // By the target that is named, those that name it; one pass for all of them.
        Dictionary<string, List<string>> SaidByOthers(Func<TargetSettings, List<Delegate>> said)
        {
            var by = new Dictionary<string, List<string>>();
            foreach (var (name, own) in settings)
            {
                foreach (var target in Names(name, said(own)))
                {
                    if (by.TryGetValue(target, out var names))
                        names.Add(name);
                    else
                        by.Add(target, [name]);
                }
            }

            return by;
        }

        static IEnumerable<string> Of(Dictionary<string, List<string>> by, string name) => by.TryGetValue(name, out var names) ? names : [];

        ImmutableArray<string> Names(string owner, List<Delegate> members) =>
            [.. members.Select(member => nameOf.TryGetValue(member, out var name) ? name : throw Unknown(owner)).Distinct()];
    }

    private static InvalidOperationException Unknown(string owner) =>
        new($"The target {owner} names something that is not a target of the build class.");
}
