using System.Collections.Immutable;

namespace Fridge.Model.Yaml;

/// <summary>Where a value begins; both from 1.</summary>
internal readonly record struct Position(int Line, int Column);

/// <summary>A YAML value with its place, aliases already followed.</summary>
internal abstract record YamlValue(Position At)
{
    /// <summary>What a person would call it in a sentence: <c>'abc'</c>, <c>a list</c>.</summary>
    public abstract string Describe();
}

/// <param name="IsPlain">Without quotes: only then can it be a number or nothing.</param>
internal sealed record YamlScalar(Position At, string Text, bool IsPlain) : YamlValue(At)
{
    public bool IsNothing => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Characters of a value that a message repeats.</summary>
    private const int Shown = 100;

    public override string Describe() => IsNothing ? "nothing" : Quote(Text);

    /// <summary>A value in a message: on one line, and no longer than a person reads.</summary>
    public static string Quote(string text)
    {
        var shown = text.Length <= Shown ? text : text[..Shown] + "…";
        return $"'{string.Concat(shown.Select(each => char.IsControl(each) ? $"\\u{(int)each:x4}" : $"{each}"))}'";
    }
}

internal sealed record YamlList(Position At, ImmutableArray<YamlValue> Items) : YamlValue(At)
{
    public override string Describe() => Items.IsEmpty ? "an empty list" : "a list";
}

internal sealed record YamlMap(Position At, ImmutableArray<YamlEntry> Entries) : YamlValue(At)
{
    public override string Describe() => "a mapping of keys to values";
}

internal sealed record YamlEntry(YamlScalar Key, YamlValue Value);
