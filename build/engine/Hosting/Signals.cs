using System.Runtime.InteropServices;

namespace Fridge.Engine;

/// <summary>SIGINT, SIGTERM and SIGHUP alike: the first cancels, the second ends the process at once with exit code 130.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource cancellation = new();
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
        if (cancellation.IsCancellationRequested)
            Environment.Exit(ExitCode.Interrupted);
        cancellation.Cancel();
    }
}
