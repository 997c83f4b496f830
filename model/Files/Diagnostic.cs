namespace Fridge.Model;

/// <summary>One finding in a file, where an editor can jump to it: <c>file:line:column: what was found, what is expected, the nearest valid name</c>.</summary>
/// <param name="File">As messages name it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What should stand there, or what to do instead.</param>
/// <param name="Nearest">The nearest valid name; null where there is none.</param>
public sealed record Diagnostic(string File, int Line, int Column, string Found, string Expected, string? Nearest = null)
{
    public string Message => $"{Found}; {Expected}{(Nearest is null ? "" : $"; did you mean '{Nearest}'?")}";

    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
