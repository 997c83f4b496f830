using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>Takes secrets out of everything that is shown or kept.</summary>
internal sealed class Redaction
{
    /// <summary>Shorter texts stand in too many words to be taken out of all of them.</summary>
    private const int ShortestSecret = 4;

    private ImmutableArray<string> secrets = [];

    public void Add(string secret)
    {
        if (secret.Length >= ShortestSecret)
            ImmutableInterlocked.Update(ref secrets, (known, added) => known.Contains(added) ? known : known.Add(added), secret);
    }

    public string Apply(string text) =>
        secrets.OrderByDescending(secret => secret.Length).Aggregate(text, (rest, secret) => rest.Replace(secret, "***", StringComparison.Ordinal));
}

internal static class Redacted
{
    public static TextTable Map(this TextTable table, Func<string, string> redact) => table with
    {
        Title = table.Title is null ? null : redact(table.Title),
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
    };

    public static Closing Map(this Closing closing, Func<string, string> redact) => closing switch
    {
        ClosingLine line => new ClosingLine(redact(line.Text)),
        ClosingTable table => new ClosingTable(table.Table.Map(redact)),
        _ => closing,
    };
}
