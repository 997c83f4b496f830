using System.Globalization;
using System.Text;

namespace Fridge.Engine;

/// <summary>Everything of a run, with times (UTC), in a file.</summary>
internal sealed class RunLog : IEventSink, ILineOutput, IDisposable
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    /// <summary>How many logs a folder keeps, the newest included: years of hourly runs fill no disk.</summary>
    private const int Kept = 50;

    private readonly FileStream file;
    private readonly Screen screen;
    private DateTimeOffset now;

    private RunLog(FileStream file)
    {
        this.file = file;
        screen = new Screen(this, Verbosity.Verbose, live: false);
    }

    /// <exception cref="WrongUseException">The file can't be made.</exception>
    public static RunLog Create(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnersFolder);
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0, UnixCreateMode = OwnersFile };
            var log = new RunLog(new FileStream(path, options));
            RemoveOld(path);
            return log;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"The run log can't be written: {exception.Message}", "Make room, or make the folder yours, then run the same command again.");
        }
    }

    /// <summary>By their names, which begin with the time. One that can't be removed stays.</summary>
    private static void RemoveOld(string newest)
    {
        var others = Directory.GetFiles(Path.GetDirectoryName(newest)!, "????????T*.log").Where(path => path != newest);
        foreach (var old in others.OrderDescending(StringComparer.Ordinal).Skip(Kept - 1))
        {
            try
            {
                File.Delete(old);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The next run tries again.
            }
        }
    }

    public void Accept(RunEvent happened)
    {
        if (happened is Message { IsKept: false })
            return;
        now = happened.At;
        screen.Accept(happened);
    }

    /// <summary>Unbuffered: what a full disk refused is not tried again at the end.</summary>
    public void Write(StyledLine line)
    {
        var time = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        file.Write(Encoding.UTF8.GetBytes($"{time} {line.Text}".TrimEnd() + "\n"));
    }

    public void Dispose() => file.Dispose();
}
