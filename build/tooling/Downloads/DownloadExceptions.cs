namespace Fridge.Tooling.Downloads;

/// <summary>No source gave the file: each one's reason is evidence.</summary>
public sealed class DownloadFailedException(string message, string? nextStep = null)
    : FridgeException(message, nextStep)
{
    /// <summary>A source answered that it doesn't have the file (404, 410).</summary>
    public bool Missing { get; init; }
}

/// <summary>One source did not give the file; the next one is tried.</summary>
internal sealed class SourceFailedException(string reason, bool transient = false, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>Worth another try at the same source.</summary>
    public bool Transient { get; } = transient;

    /// <summary>The source answered that it doesn't have the file.</summary>
    public bool Missing { get; init; }
}
