namespace Fridge.Manifests;

/// <summary>Templates, cluster and images that make no release together. Always found before any effect (exit code 2).</summary>
public sealed class ManifestException(string message, string? nextStep = null) : Exception(message)
{
    public string? NextStep { get; } = nextStep;
}
