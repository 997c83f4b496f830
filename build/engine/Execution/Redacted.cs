using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>What an event holds, without secrets.</summary>
internal static class Redacted
{
    public static TextTable Map(this TextTable table, Func<string, string> redact) => table with
    {
        Title = table.Title is null ? null : redact(table.Title),
        Columns = [.. table.Columns.Select(redact)],
        Rows = [.. table.Rows.Select(row => row.Select(redact).ToImmutableArray())],
    };

    public static TargetResult Map(this TargetResult result, Func<string, string> redact) => result with
    {
        Note = result.Note is null ? null : redact(result.Note),
        Failure = result.Failure?.Map(redact),
    };

    public static Failure Map(this Failure failure, Func<string, string> redact) => failure with
    {
        Message = redact(failure.Message),
        NextStep = failure.NextStep is null ? null : redact(failure.NextStep),
        Evidence = [.. failure.Evidence.Select(redact)],
        Places = failure.Places?.Select(place => place with { File = redact(place.File), Message = redact(place.Message) }).ToImmutableArray(),
    };

    public static Closing Map(this Closing closing, Func<string, string> redact) => closing switch
    {
        ClosingLine line => new ClosingLine(redact(line.Text)),
        ClosingTable table => new ClosingTable(table.Table.Map(redact)),
        _ => closing,
    };
}
