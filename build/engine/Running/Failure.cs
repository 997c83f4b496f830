namespace Fridge.Engine;

/// <summary>A failure as a person reads it: no stack trace.</summary>
/// <param name="Message">What was asked, what was found, where.</param>
/// <param name="NextStep">The next thing to type.</param>
/// <param name="WrongUse">Found from the command line, files or arithmetic before any effect: exit code 2 instead of 1.</param>
public sealed record Failure(string Message, string? NextStep = null, bool WrongUse = false)
{
    /// <summary>Lines under the message: a command line, an exit code, the last log lines.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Where in files; null: in none that is known.</summary>
    public IReadOnlyList<SourcePlace>? Places { get; init; }
}

/// <summary>A mistake that shows before anything has run: exit code 2.</summary>
public sealed class WrongUseException(string message, string? nextStep = null) : Exception(message)
{
    public string? NextStep { get; } = nextStep;

    internal Failure ToFailure() => new(Message, NextStep, WrongUse: true);
}
