namespace Fridge.Manifests.Swarm;

/// <summary>Templates, cluster and images that make no stack together. Always found before any effect (exit code 2).</summary>
public sealed class StackException(string message, string? nextStep = null) : Exception(message)
{
    public string? NextStep { get; } = nextStep;
}
