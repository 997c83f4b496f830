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

    public override string Describe() => IsNothing ? "nothing" : $"'{Text}'";
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
