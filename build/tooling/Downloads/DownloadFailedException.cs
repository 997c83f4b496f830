namespace Fridge.Tooling.Downloads;

/// <summary>No source gave the file: each one's reason is evidence.</summary>
public sealed class DownloadFailedException(string message, string? nextStep = null)
    : FridgeException(message, nextStep)
{
    /// <summary>A source answered that it doesn't have the file (404, 410).</summary>
    public bool Missing { get; init; }
}
