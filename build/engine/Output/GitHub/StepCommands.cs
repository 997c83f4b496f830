using System.Security.Cryptography;

namespace Fridge.Engine;

/// <summary>
/// A step of GitHub Actions. Its runner obeys each line that looks like a command, whoever wrote it: for as long as the run shows what nodes, containers
/// and jobs say, it is told to obey none but a word that nobody else knows. After that come the annotations.
/// </summary>
/// <param name="output">The one that the run's lines go to.</param>
/// <param name="word">Resumes the obeying.</param>
internal sealed class StepCommands(TextWriter output, string root, string word)
{
    private bool stopped;

    /// <summary>Before all other sinks.</summary>
    public IEventSink Opening => new Sink(happened =>
    {
        if (happened is RunStarted)
            Write(WorkflowCommand.Of("stop-commands", word));
        stopped |= happened is RunStarted;
    });

    /// <summary>After those that write lines.</summary>
    public IEventSink Closing => new Sink(happened =>
    {
        if (happened is not RunFinished end)
            return;
        if (stopped)
            Write(WorkflowCommand.Of(word, ""));
        stopped = false;
        foreach (var line in Annotations.Of(end, root))
            Write(line);
    });

    public static string NewWord() => $"fridge-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";

    private void Write(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }

    private sealed class Sink(Action<RunEvent> accept) : IEventSink
    {
        public void Accept(RunEvent happened) => accept(happened);
    }
}
