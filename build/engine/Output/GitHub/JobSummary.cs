using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>The page of a pipeline's job: how the run ended, as Markdown at the end of the file that the forge names.</summary>
internal sealed class JobSummary(string path, ImmutableArray<string> invoked) : IEventSink
{
    /// <summary>A step's page may have a megabyte: what a failure shows is cut, the run log has it whole.</summary>
    private const int Evidence = 60;

    private string? first;

    public void Accept(RunEvent happened)
    {
        if (happened is RunStarted start)
            first = start.FirstLine;
        else if (happened is RunFinished end)
            Append(string.Concat(Blocks(end).Select(block => block + "\n\n")));
    }

    private void Append(string text)
    {
        try
        {
            File.AppendAllText(path, text);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private IEnumerable<string> Blocks(RunFinished run)
    {
        yield return $"### {MarkdownText.Of(invoked.IsEmpty ? "build.sh" : string.Join(' ', invoked))}: {Ending(run)}";
        if (first is not null)
            yield return MarkdownText.Of(first);
        if (run.Results.Length > 0)
            yield return MarkdownText.Of(SummaryLines.Table(run));
        foreach (var result in run.Results.Where(result => result.Failure is not null))
            yield return Said($"{result.Target} failed", result.Failure!);
        if (run.Failure is { } refusal)
            yield return Said("Refused", refusal);
        foreach (var line in run.Lines)
            yield return MarkdownText.Of(line);
        foreach (var table in run.Tables)
            yield return MarkdownText.Of(table);
    }

    private static string Ending(RunFinished run) => run.ExitCode switch
    {
        ExitCode.Done => "done",
        ExitCode.Interrupted => "interrupted",
        _ => $"exit code {run.ExitCode}",
    };

    private static string Said(string head, Failure failure)
    {
        var next = failure.NextStep is { } step ? $"\n\n{MarkdownText.Of(step)}" : "";
        return $"**{MarkdownText.Of(head)}**\n\n{MarkdownText.Fenced([.. failure.Message.Split('\n'), .. Cut(failure.Evidence)])}{next}";
    }

    private static IEnumerable<string> Cut(IReadOnlyList<string> evidence) => evidence.Count <= Evidence
        ? evidence
        : [.. evidence.Take(Evidence), $"… and {evidence.Count - Evidence} lines more"];
}
