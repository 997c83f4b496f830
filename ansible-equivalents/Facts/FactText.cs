using System.Collections.Immutable;

namespace Fridge.Provisioning.Facts;

/// <summary>What a fact's shell printed, without its last line ends, and the status it ended with.</summary>
public sealed record FactText(int Status, ImmutableArray<string> Lines)
{
    /// <summary>The status of a fact that was ended by its time limit, as <c>timeout</c> has it.</summary>
    public const int Late = 124;

    /// <summary>The status where the program that the fact requires isn't there, as a shell has it.</summary>
    public const int NoProgram = 127;

    /// <summary>The lines as a file has them: each with its line end.</summary>
    public string Text => string.Concat(Lines.Select(line => line + "\n"));

    /// <summary>The first line; empty when nothing was printed.</summary>
    public string FirstLine => Lines.IsEmpty ? "" : Lines[0].Trim();

    /// <exception cref="FormatException">Nothing was printed.</exception>
    public string LastLine => Lines.IsEmpty ? throw new FormatException("it printed nothing") : Lines[^1].Trim();
}
