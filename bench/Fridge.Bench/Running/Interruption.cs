using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fridge.Bench.Running;

/// <summary>SIGINT, SIGTERM and SIGHUP alike: the first stops the benchmark, which then cleans up; the second ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>timeout(1) signals the process and then its group: the second within this time is the first once more.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource source = new();
    private readonly Lock order = new();
    private readonly List<PosixSignalRegistration> registrations;
    private long? first;

    public Interruption() => registrations =
        [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Take))];

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        lock (order)
        {
            first ??= Stopwatch.GetTimestamp();
            context.Cancel = Stopwatch.GetElapsedTime(first.Value) < Echo;
        }

        source.Cancel();
    }
}
