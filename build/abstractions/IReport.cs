namespace Fridge;

/// <summary>Where work says what it does: live on a terminal, plain lines without one, events with <c>--json</c>; always in the run log.</summary>
public interface IReport
{
    /// <summary>A fact worth a line on every screen.</summary>
    void Info(string message);

    /// <summary>Shown with <c>--verbosity verbose</c> and kept in the run log.</summary>
    void Detail(string message);

    /// <summary>Shown on every screen, a quiet one too.</summary>
    void Warn(string message);

    /// <summary>Long work with a size: shows time and what is left until disposed.</summary>
    IProgressItem Begin(string title, long? total = null, ProgressUnit unit = ProgressUnit.Bytes);
}
