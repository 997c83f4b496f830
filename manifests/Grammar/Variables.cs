using Fridge.Manifests.Values;

namespace Fridge.Manifests.Grammar;

/// <summary>The names that templates may use. A dot steps into a mapping: <c>flink.uiPort</c>.</summary>
internal sealed record Variables(Mapping Root)
{
    public Value? Find(string name)
    {
        Value? value = Root;
        foreach (var step in name.Split('.'))
            value = (value as Mapping)?[step];
        return value;
    }

    public Variables With(string name, Value value) => new(Root.With(name, value));

    /// <summary>The known name that is most like this one.</summary>
    public string? Nearest(string name) => Names("", Root)
        .Select(known => (Name: known, Distance: Distance(known.ToLowerInvariant(), name.ToLowerInvariant())))
        .Where(known => known.Distance <= Math.Max(2, name.Length / 2))
        .OrderBy(known => known.Distance).ThenBy(known => known.Name, StringComparer.Ordinal)
        .Select(known => known.Name)
        .FirstOrDefault();

    private static IEnumerable<string> Names(string prefix, Mapping mapping) => mapping.Entries.SelectMany(entry =>
        entry.Value is Mapping inner
            ? Names($"{prefix}{entry.Key}.", inner).Prepend(prefix + entry.Key)
            : [prefix + entry.Key]);

    /// <summary>Levenshtein's.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[^1];
    }
}
