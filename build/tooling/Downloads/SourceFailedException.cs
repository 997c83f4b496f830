namespace Fridge.Tooling.Downloads;

/// <summary>One source did not give the file; the next one is tried.</summary>
internal sealed class SourceFailedException(string reason, bool transient = false, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>Worth another try at the same source.</summary>
    public bool Transient { get; } = transient;

    /// <summary>The source answered that it doesn't have the file.</summary>
    public bool Missing { get; init; }
}
