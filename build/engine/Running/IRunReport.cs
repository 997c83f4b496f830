namespace Fridge.Engine;

/// <summary>Where a target says what it does: live on a terminal, plain lines without one, events with <c>--json</c>; always in the run log.</summary>
public interface IRunReport
{
    /// <summary>A fact worth a line on every screen.</summary>
    void Info(string message);

    /// <summary>Shown with <c>--verbosity verbose</c> and kept in the run log.</summary>
    void Detail(string message);

    void Warn(string message);

    void Table(TextTable table);

    /// <summary>Long work with a size: shows time and what is left until disposed.</summary>
    IRunProgress Begin(string title, long? total = null, RunProgressUnit unit = RunProgressUnit.Bytes);
}

public interface IRunProgress : IDisposable
{
    /// <param name="done">In the item's unit, since the beginning.</param>
    /// <param name="total">When it became known, or changed.</param>
    void Report(long done, long? total = null);
}

public enum RunProgressUnit
{
    Bytes,
    Steps,
}
