using System.Text;

namespace Fridge.Engine;

/// <summary>Lines to a stream, flushed one by one; with colours as ANSI sequences.</summary>
internal sealed class WriterOutput(TextWriter writer, bool colour) : ILineOutput
{
    public void Write(StyledLine line)
    {
        writer.WriteLine(Shown(line));
        writer.Flush();
    }

    /// <summary>All at once.</summary>
    public void Write(IEnumerable<StyledLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(Shown(line)).Append(writer.NewLine);
        writer.Write(text.ToString());
        writer.Flush();
    }

    private string Shown(StyledLine line) => colour ? Coloured(line) : line.Text;

    private static string Coloured(StyledLine line)
    {
        var text = new StringBuilder();
        foreach (var span in line.Spans)
            text.Append(Code(span.Tone) is { } code ? $"\e[{code}m{span.Text}\e[0m" : span.Text);
        return text.ToString();
    }

    private static string? Code(Tone tone) => tone switch
    {
        Tone.Strong => "1",
        Tone.Faint => "2",
        Tone.Good => "32",
        Tone.Warn => "33",
        Tone.Bad => "31",
        _ => null,
    };
}
