namespace Fridge.Engine;

/// <summary>What closes every run: the table, each failure with its next step, what targets wanted to be said last.</summary>
internal static class SummaryLines
{
    public static IEnumerable<StyledLine> Of(RunFinished run)
    {
        if (run.Results.Length > 0)
        {
            yield return StyledLine.Empty;
            foreach (var line in TableLines.Of(Table(run), (row, column) => column == 1 && row < run.Results.Length ? ToneOf(run.Results[row].Status) : Tone.Plain))
                yield return line;
        }

        foreach (var line in run.Results.Where(result => result.Failure is not null).SelectMany(Failed).Concat(run.Failure is { } failure ? Of(failure) : []))
            yield return line;
        if (run.Closings is [ClosingLine, ..])
            yield return StyledLine.Empty;
        foreach (var line in run.Closings.SelectMany(Said))
            yield return line;
    }

    public static IEnumerable<StyledLine> Of(Failure failure)
    {
        foreach (var line in failure.Message.Split('\n'))
            yield return StyledLine.Of(line, Tone.Bad);
        foreach (var line in failure.Evidence)
            yield return StyledLine.Of($"  {line}", Tone.Faint);
        if (failure.NextStep is { } next)
            yield return StyledLine.Of(next);
    }

    private static IEnumerable<StyledLine> Failed(TargetResult result) =>
        [StyledLine.Empty, StyledLine.Of($"{result.Target} failed:", Tone.Strong), .. Of(result.Failure!)];

    private static IEnumerable<StyledLine> Said(Closing closing) => closing switch
    {
        ClosingLine line => line.Text.Split('\n').Select(text => StyledLine.Of(text)),
        ClosingTable table => [StyledLine.Empty, .. TableLines.Of(table.Table)],
        _ => [],
    };

    public static TextTable Table(RunFinished run)
    {
        var table = run.Results.Any(result => result.Note is not null)
            ? new TextTable(null, "Target", "Status", "Time", "Outcome")
            : new TextTable(null, "Target", "Status", "Time");
        return run.Results
            .Aggregate(table, (rows, result) => rows.Row(result.Target, result.StatusText, TimeOf(result), result.Note ?? ""))
            .Row("Total", "", Duration.Show(run.Elapsed));
    }

    private static string TimeOf(TargetResult result) =>
        result.Status is TargetStatus.Skipped or TargetStatus.NotRun ? "" : Duration.Show(result.Elapsed);

    public static Tone ToneOf(TargetStatus status) => status switch
    {
        TargetStatus.Succeeded => Tone.Good,
        TargetStatus.Failed or TargetStatus.Interrupted => Tone.Bad,
        _ => Tone.Faint,
    };
}
