namespace Fridge;

/// <summary>A piece of long work; it is over when it is disposed.</summary>
public interface IProgressItem : IDisposable
{
    /// <param name="done">In the item's unit, since the beginning.</param>
    /// <param name="total">When it became known, or changed.</param>
    void Report(long done, long? total = null);
}

/// <summary>What a piece of long work counts.</summary>
public enum ProgressUnit
{
    Bytes,
    Steps,
}
