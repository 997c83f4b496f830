using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fridge.Engine;

/// <summary>A table for people, in the middle of a run. The fields are those of <see cref="TextTable"/>.</summary>
public sealed record TableShown(
    string Target, string? Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows) : RunEvent
{
    internal TableShown(string target, TextTable table)
        : this(target, table.Title, table.Columns, table.Rows)
    {
    }

    [JsonIgnore]
    public TextTable Table => new(Title, Columns, Rows);

    internal override RunEvent Map(Func<string, string> redact) => new TableShown(Target, Table.Map(redact)) { At = At };
}
