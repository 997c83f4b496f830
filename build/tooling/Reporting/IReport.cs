namespace Fridge.Tooling;

/// <summary>Where a room says what it does. The engine shows it: live on a terminal, plain lines without one, events with <c>--json</c>.</summary>
public interface IReport
{
    /// <summary>A fact worth a line on every screen.</summary>
    void Info(string message);

    /// <summary>Shown with <c>--verbosity verbose</c> and kept in the run log.</summary>
    void Detail(string message);

    void Warn(string message);

    /// <summary>Long work with a size: shows time and what is left until disposed.</summary>
    IProgressItem Begin(string title, long? total = null, ProgressUnit unit = ProgressUnit.Bytes);
}

public interface IProgressItem : IDisposable
{
    /// <param name="done">In the item's unit, since the beginning.</param>
    /// <param name="total">When it became known, or changed.</param>
    void Report(long done, long? total = null);
}

public enum ProgressUnit
{
    Bytes,
    Steps,
}
