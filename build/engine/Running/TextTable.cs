using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary>A table for people, which <c>--json</c> gives to programs. A row may have fewer cells than there are columns.</summary>
[method: JsonConstructor]
public sealed record TextTable(string? Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    public TextTable(string? title, params IEnumerable<string> columns)
        : this(title, [.. columns], [])
    {
    }

    public TextTable Row(params IEnumerable<string> cells) => this with { Rows = Rows.Add([.. cells]) };
}
