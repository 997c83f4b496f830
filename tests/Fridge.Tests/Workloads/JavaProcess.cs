using System.Diagnostics;

namespace Fridge.Tests.Workloads;

/// <summary>A JVM that goes on until it is killed. <c>timeout</c> ends it should the test run die first.</summary>
public sealed class JavaProcess : IAsyncDisposable
{
    private const int Kept = 25;

    private readonly string name;
    private readonly Process process;
    private readonly Queue<string> lines = new();
    private bool killed;

    private JavaProcess(string name, Process process) => (this.name, this.process) = (name, process);

    public static JavaProcess Start(string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("timeout", ["--signal=KILL", "300", "java", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        var java = new JavaProcess(name, new Process { StartInfo = start });
        java.Follow();
        return java;
    }

    public bool EndedByItself => !killed && process.HasExited;

    public string LastLines()
    {
        lock (lines)
            return string.Join('\n', lines.Select(line => $"[{name}] {line}"));
    }

    /// <summary>SIGKILL: no farewell to anybody.</summary>
    public async Task KillAsync()
    {
        killed = true;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private void Follow()
    {
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        lock (lines)
        {
            if (line is not null)
                lines.Enqueue(line);
            if (lines.Count > Kept)
                lines.Dequeue();
        }
    }
}
