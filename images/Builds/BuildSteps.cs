using System.Globalization;

namespace Fridge.Images.Builds;

/// <summary>
/// A build's steps as buildx tells them: when each began and how long it took, and the parts of a step that have times of their own (an
/// export's layers). Steps overlap: the longest chain is what a build waits for, not their sum.
/// </summary>
internal sealed class BuildSteps
{
    /// <summary>What took less says nothing about where the time goes.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<string, Step> steps = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Step, string Part), Span> parts = [];

    private readonly record struct Span(DateTimeOffset? Started, DateTimeOffset? Completed)
    {
        public TimeSpan? Time => Completed - Started;
    }

    private sealed record Step(string Name, Span Span, bool IsCached);

    public int Count => steps.Count;

    /// <summary>Those that are over, from the cache or built.</summary>
    public int Ended => steps.Values.Count(step => step.Span.Completed is not null);

    public bool IsEnded(string digest) => steps[digest].Span.Completed is not null;

    /// <summary>What buildx says of a step now; a later word replaces an earlier one.</summary>
    public void SetStep(string digest, string name, DateTimeOffset? started, DateTimeOffset? completed, bool isCached) =>
        steps[digest] = new Step(name, new Span(started, completed), isCached);

    /// <summary>What buildx says of a part of a step now.</summary>
    public void SetPart(string digest, string name, DateTimeOffset? started, DateTimeOffset? completed) =>
        parts[(digest, name)] = new Span(started, completed);

    /// <summary>
    /// A table in the order in which steps began: seconds since the first, seconds that it took, the step. Those that took less than half a
    /// second, or were cached, are counted.
    /// </summary>
    public IEnumerable<string> Table()
    {
        var built = steps.Where(step => step.Value is { IsCached: false, Span.Started: not null }).OrderBy(step => step.Value.Span.Started).ToList();
        if (built.Count == 0)
        {
            yield break;
        }

        var begin = built[0].Value.Span.Started!.Value;
        yield return "   began      took  step";
        foreach (var (digest, step) in built.Where(step => !(step.Value.Span.Time < Least)))
        {
            yield return Line(begin, step.Span, step.Name);
            foreach (var (key, span) in parts.Where(part => part.Key.Step == digest && part.Value.Time >= Least).OrderBy(part => part.Value.Started))
            {
                yield return Line(begin, span, $"  {key.Part}");
            }
        }

        yield return $"{built.Count(step => step.Value.Span.Time < Least)} shorter steps; {steps.Values.Count(step => step.IsCached)} cached.";
    }

    private static string Line(DateTimeOffset begin, Span span, string name) =>
        $"{Seconds(span.Started - begin)}  {Seconds(span.Time)}  {Command(name)}";

    /// <summary>Not ended: the step that failed, or one that its failure stopped.</summary>
    private static string Seconds(TimeSpan? time) => time is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds,6:F1}") + " s" : "       -";

    /// <summary>Without the flags of a RUN line: what they mount is in the recipe.</summary>
    private static string Command(string name) => string.Join(' ', name.Split(' ').Where(word => !word.StartsWith("--", StringComparison.Ordinal)));
}
