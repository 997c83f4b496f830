namespace Fridge;

/// <summary>A place in a file, and what is wrong there: for an editor, or for whoever looks at a change of that file.</summary>
/// <param name="File">As messages name it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1; null where the whole line is meant.</param>
public sealed record SourcePlace(string File, int Line, int? Column, string Message);
