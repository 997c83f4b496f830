using System.Collections.Immutable;

namespace Fridge.Provisioning.Facts;

/// <summary>What a fact's shell printed, without its last line ends, and the status it ended with.</summary>
public sealed record FactText(int Status, ImmutableArray<string> Lines)
{
    /// <summary>The lines as a file has them: each with its line end.</summary>
    public string Text => string.Concat(Lines.Select(line => line + "\n"));

    /// <summary>The first line; empty when nothing was printed.</summary>
    public string FirstLine => Lines.IsEmpty ? "" : Lines[0].Trim();
}
