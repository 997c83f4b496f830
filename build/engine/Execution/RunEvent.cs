using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>Something that a screen, a log or a program should know, in the order in which it happened.</summary>
internal abstract record RunEvent
{
    /// <summary>Without secrets.</summary>
    public virtual RunEvent Map(Func<string, string> redact) => this;
}

internal sealed record RunStarted(string? FirstLine, RunPlan Plan, RunOptions Options) : RunEvent
{
    public override RunEvent Map(Func<string, string> redact) => this with { FirstLine = FirstLine is null ? null : redact(FirstLine) };
}

/// <summary><c>--plan</c>: nothing runs.</summary>
internal sealed record PlanShown(string? FirstLine, RunPlan Plan, ImmutableArray<TextTable> Tables) : RunEvent;

internal sealed record TargetStarted(string Target) : RunEvent;

internal enum MessageLevel
{
    Detail,
    Info,
    Warning,
}

/// <param name="Target">Null for a word of the engine itself.</param>
internal sealed record Message(string? Target, MessageLevel Level, string Text) : RunEvent
{
    public override RunEvent Map(Func<string, string> redact) => this with { Text = redact(Text) };
}

internal sealed record TableShown(string Target, TextTable Table) : RunEvent
{
    public override RunEvent Map(Func<string, string> redact) => this with { Table = Table.Map(redact) };
}

/// <param name="Item">Tells items of equal titles apart.</param>
internal sealed record Progress(string Target, int Item, string Title, ProgressState State) : RunEvent
{
    public override RunEvent Map(Func<string, string> redact) => this with { Title = redact(Title) };
}

internal sealed record TargetFinished(TargetResult Result) : RunEvent
{
    public override RunEvent Map(Func<string, string> redact) => new TargetFinished(Result.Map(redact));
}

internal sealed record RunFinished(
    int ExitCode, TimeSpan Elapsed, ImmutableArray<TargetResult> Results, ImmutableArray<Closing> Closings, Failure? Failure = null) : RunEvent
{
    public override RunEvent Map(Func<string, string> redact) => this with
    {
        Results = [.. Results.Select(result => result.Map(redact))],
        Closings = [.. Closings.Select(closing => closing.Map(redact))],
        Failure = Failure?.Map(redact),
    };
}
