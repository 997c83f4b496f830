using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fridge.Engine;

/// <summary>SIGINT, SIGTERM and SIGHUP alike: the first cancels, one more that comes later than its echo ends the process at once with exit code 130.</summary>
internal sealed class Signals : IDisposable
{
    /// <summary>timeout(1) signals the process and then its group: the second within this time is the first once more.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource cancellation = new();
    private readonly Lock order = new();
    private long? first;
    private readonly PosixSignalRegistration[] registrations;

    public Signals() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
    ];

    public CancellationToken Token => cancellation.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        cancellation.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        signal.Cancel = true;
        lock (order)
        {
            first ??= Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(first.Value) > Echo)
                Environment.Exit(ExitCode.Interrupted);
        }

        cancellation.Cancel();
    }
}
