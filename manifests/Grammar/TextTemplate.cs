using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Fridge.Manifests.Grammar;

/// <summary>Text with holes: <c>${name}</c>, <c>${name:-default}</c>, <c>${name:?message}</c>; <c>$$</c> is a dollar. Nothing else, ever.</summary>
internal sealed partial record TextTemplate(ImmutableArray<TextPiece> Pieces)
{
    /// <summary>The text is one hole and nothing else: it keeps the type of its value.</summary>
    public Hole? Whole => Pieces is [Hole only] ? only : null;

    /// <exception cref="MalformedHoleException">A dollar that begins neither a hole nor <c>$$</c>.</exception>
    public static TextTemplate Parse(string text)
    {
        var pieces = ImmutableArray.CreateBuilder<TextPiece>();
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '$')
            {
                literal.Append(text[at++]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '$')
            {
                literal.Append('$');
                at += 2;
            }
            else
            {
                Flush();
                var hole = ReadHole(text, at);
                pieces.Add(hole.Hole);
                at = hole.End;
            }
        }

        Flush();
        return new TextTemplate(pieces.ToImmutable());

        void Flush()
        {
            if (literal.Length > 0)
                pieces.Add(new Literal(literal.ToString()));
            literal.Clear();
        }
    }

    private static (Hole Hole, int End) ReadHole(string text, int at)
    {
        var match = HolePattern().Match(text, at);
        if (!match.Success)
        {
            throw new MalformedHoleException(
                at, "a dollar begins ${name}, ${name:-default} or ${name:?message}; write $$ for a dollar");
        }

        var hole = new Hole(
            match.Groups["name"].Value,
            match.Groups["default"] is { Success: true } fallback ? fallback.Value : null,
            match.Groups["message"] is { Success: true } message ? message.Value : null,
            at);
        return (hole, at + match.Length);
    }

    [GeneratedRegex(@"\G\$\{(?<name>[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*)(:-(?<default>[^{}]*)|:\?(?<message>[^{}]+))?\}")]
    private static partial Regex HolePattern();
}

internal abstract record TextPiece;

internal sealed record Literal(string Text) : TextPiece;

/// <param name="Default">Taken when the variable is absent or empty.</param>
/// <param name="Required">The message when the variable is absent or empty.</param>
/// <param name="Offset">In the text, from 0.</param>
internal sealed record Hole(string Name, string? Default, string? Required, int Offset) : TextPiece;

internal sealed class MalformedHoleException(int offset, string message) : Exception(message)
{
    /// <summary>In the text, from 0.</summary>
    public int Offset { get; } = offset;
}
