using System.Collections.Immutable;

namespace Fridge.Engine;

internal enum Tone
{
    Plain,
    Strong,
    Faint,
    Good,
    Warn,
    Bad,
}

internal sealed record Span(string Text, Tone Tone = Tone.Plain);

/// <summary>A line for people, in words with tones; the output decides what a tone looks like.</summary>
internal sealed record StyledLine(ImmutableArray<Span> Spans)
{
    public static StyledLine Empty { get; } = new([]);

    public string Text => string.Concat(Spans.Select(span => span.Text));

    public static StyledLine Of(string text, Tone tone = Tone.Plain) => new([new Span(text, tone)]);

    public static StyledLine Of(params ImmutableArray<Span> spans) => new(spans);
}

internal interface ILineOutput
{
    void Write(StyledLine line);
}
