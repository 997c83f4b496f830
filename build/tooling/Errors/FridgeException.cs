namespace Fridge.Tooling;

/// <summary>A failure that a person can do something about: what happened, and the next thing to type.</summary>
/// <param name="message">What was asked, what was found, where.</param>
/// <param name="nextStep">What to do; null only where the message says it.</param>
/// <param name="wrongUse">Found from the command line, files or arithmetic before any effect: exit code 2 instead of 1.</param>
public class FridgeException(string message, string? nextStep = null, bool wrongUse = false, Exception? inner = null)
    : Exception(message, inner)
{
    public string? NextStep { get; } = nextStep;

    public bool WrongUse { get; } = wrongUse;

    /// <summary>Evidence under the message: a command line, an exit code, the last log lines.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Where in files; null: in none that is known.</summary>
    public IReadOnlyList<SourcePlace>? Places { get; init; }
}
