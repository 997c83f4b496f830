using System.Text;

namespace Fridge.Tooling.Processes;

/// <summary>Collects both streams, redacted, and hands each line on as it comes. The streams are read by two threads, the listener is called by one at a time.</summary>
internal sealed class ProcessOutput(Redactor redactor, Action<OutputLine>? onLine)
{
    private readonly StringBuilder standardOutput = new();
    private readonly StringBuilder standardError = new();
    private readonly Lock order = new();

    public void Out(string line) => Take(line, standardOutput, isError: false);

    public void Error(string line) => Take(line, standardError, isError: true);

    public ProcessResult Result(int exitCode)
    {
        lock (order)
            return new ProcessResult(exitCode, standardOutput.ToString(), standardError.ToString());
    }

    private void Take(string line, StringBuilder kept, bool isError)
    {
        var shown = redactor.Redact(line);
        lock (order)
        {
            kept.Append(shown).Append('\n');
            onLine?.Invoke(new OutputLine(shown, isError));
        }
    }
}
