using System.Globalization;

namespace Fridge.Engine;

/// <summary>Everything of a run, with times (UTC), in a file.</summary>
internal sealed class RunLog : IEventSink, ILineOutput, IDisposable
{
    private readonly StreamWriter writer;
    private readonly Screen screen;
    private DateTimeOffset now;

    private RunLog(StreamWriter writer)
    {
        this.writer = writer;
        screen = new Screen(this, Verbosity.Verbose, live: false);
    }

    /// <exception cref="WrongUseException">The file can't be made.</exception>
    public static RunLog Create(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new RunLog(new StreamWriter(path, append: true) { AutoFlush = true });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"The run log can't be written: {exception.Message}", "Make room or give yourself the folder, then run this again.");
        }
    }

    public void Accept(DateTimeOffset at, RunEvent happened)
    {
        now = at;
        screen.Accept(at, happened);
    }

    public void Write(StyledLine line) =>
        writer.WriteLine($"{now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} {line.Text}".TrimEnd());

    public void Dispose() => writer.Dispose();
}
