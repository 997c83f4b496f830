namespace Fridge.Tooling.Processes;

/// <summary>A process that could not be started, ended with a non-zero code, or ran over its time limit.</summary>
public sealed class ProcessFailedException(string message, string? nextStep = null, Exception? inner = null)
    : FridgeException(message, nextStep, inner: inner)
{
    public int? ExitCode { get; init; }
}
