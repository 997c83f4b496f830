using System.ComponentModel;
using System.Diagnostics;

namespace Fridge.Tooling.Downloads;

/// <summary>A folder may hold a file packed by xz, whose checksum is that of its content; the program <c>xz</c> unpacks it on the way.</summary>
internal static class PackedFile
{
    public static OpenedSource Open(string path)
    {
        try
        {
#pragma warning disable RS0030 // Its output is read as a stream, at the reader's pace.
            var xz = Process.Start(new ProcessStartInfo("xz", ["--decompress", "--stdout", "--", path]) { RedirectStandardOutput = true })!;
#pragma warning restore RS0030
            return new OpenedSource(xz.StandardOutput.BaseStream, 0, null, new Ending(xz));
        }
        catch (Win32Exception reason)
        {
            throw new SourceFailedException($"{path} is packed, and the program xz can't be started ({reason.Message}); apt install xz-utils", transient: false, reason);
        }
    }

    /// <summary>Whoever stops reading leaves nothing running.</summary>
    private sealed class Ending(Process process) : IDisposable
    {
        public void Dispose()
        {
            if (!process.HasExited)
                process.Kill();
            process.Dispose();
        }
    }
}
