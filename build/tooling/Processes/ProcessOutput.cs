using System.Text;
using Fridge.Tooling.Streams;

namespace Fridge.Tooling.Processes;

/// <summary>
/// Collects both streams, redacted, and hands each line on as it comes; one with which a secret of several lines may begin waits for the next.
/// The streams are read by two threads, the listener is called by one at a time.
/// </summary>
internal sealed class ProcessOutput
{
    private readonly Action<OutputLine>? onLine;
    private readonly Lock order = new();
    private readonly Captured standardOutput;
    private readonly Captured standardError;

    public ProcessOutput(Redactor redactor, Action<OutputLine>? onLine)
    {
        this.onLine = onLine;
        (standardOutput, standardError) = (new(redactor, isError: false), new(redactor, isError: true));
    }

    public void Out(string line) => Take(standardOutput, line);

    public void Error(string line) => Take(standardError, line);

    public ProcessResult Result(int exitCode)
    {
        lock (order)
        {
            Tell(standardOutput, standardOutput.Pieces.End());
            Tell(standardError, standardError.Pieces.End());
            return new ProcessResult(exitCode, standardOutput.Text.ToString(), standardError.Text.ToString());
        }
    }

    private void Take(Captured stream, string line)
    {
        lock (order)
            Tell(stream, stream.Pieces.Take(line + "\n"));
    }

    private void Tell(Captured stream, string shown)
    {
        stream.Keep(shown);
        stream.Unended.Append(shown);
        while (stream.NextLine() is { } line)
            onLine?.Invoke(new OutputLine(line, stream.IsError));
    }

    private sealed class Captured(Redactor redactor, bool isError)
    {
        public PieceRedactor Pieces { get; } = new(redactor);

        public StringBuilder Text { get; } = new();

        private bool isCut;

        public bool IsError { get; } = isError;

        /// <summary>Shown, but not yet handed on as a line.</summary>
        public StringBuilder Unended { get; } = new();

        public void Keep(string shown)
        {
            if (isCut || Text.Take(shown, CappedText.Whole))
                return;
            isCut = true;
            Text.Append(CappedText.Mark(CappedText.Whole));
        }

        public string? NextLine()
        {
            var text = Unended.ToString();
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            if (end < 0)
                return null;
            Unended.Remove(0, end + 1);
            return text[..end];
        }
    }
}
