namespace Fridge.Engine;

/// <summary>What a run says to the pipeline whose step it is, beside what people read; nothing where the run is no step of a pipeline.</summary>
/// <param name="word">Null: no step of GitHub Actions, or of a forge that is like it.</param>
/// <param name="summary">The file of the job's page; null: there is none.</param>
internal sealed class JobOutput(FridgeBuild build, string? word, string? summary)
{
    private const string IsStep = "GITHUB_ACTIONS";
    private const string SummaryFile = "GITHUB_STEP_SUMMARY";

    private StepCommands? commands;
    private JobSummary? page;

    public static JobOutput In(Func<string, string?> environment, FridgeBuild build) => new(
        build,
        environment(IsStep) == "true" ? StepCommands.NewWord() : null,
        environment(SummaryFile) is { Length: > 0 } file ? file : null);

    /// <summary>Those that hear of an event before the screen does.</summary>
    /// <param name="people">Where the run's lines go.</param>
    public IEnumerable<IEventSink> First(TextWriter people) => Commands(people) is { } step ? [step.Opening] : [];

    /// <summary>Those that hear of it after the screen.</summary>
    public IEnumerable<IEventSink> Last(TextWriter people) =>
        [.. Commands(people) is { } step ? [step.Closing] : Array.Empty<IEventSink>(), .. Page is { } page ? [page] : Array.Empty<IEventSink>()];

    private StepCommands? Commands(TextWriter people) => word is null ? null : commands ??= new StepCommands(people, build.RootDirectory, word);

    private JobSummary? Page => summary is null ? null : page ??= new JobSummary(summary, build.InvokedTargets);
}
