using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fridge.Manifests.Values;

/// <summary>What a template gives: YAML without marks, comments or styles. Immutable.</summary>
[JsonConverter(typeof(ValueConverter<Value>))]
public abstract record Value
{
    public static implicit operator Value(string text) => new Scalar(text);

    public static implicit operator Value(long number) => new Scalar(number);

    public static implicit operator Value(bool flag) => new Scalar(flag);

    /// <summary>What a person calls it in a message.</summary>
    public abstract string Kind { get; }
}

/// <param name="Content">A <see cref="string"/>, <see cref="long"/>, <see cref="decimal"/>, <see cref="bool"/>, or null.</param>
public sealed record Scalar(object? Content) : Value
{
    public static readonly Scalar Null = new((object?)null);

    public override string Kind => Content switch
    {
        null => "nothing",
        bool => "a truth value",
        string => "text",
        _ => "a number",
    };

    public string Text => Content switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    public bool IsEmpty => Content is null or "";
}

public sealed record Sequence(ImmutableArray<Value> Items) : Value
{
    public static readonly Sequence Empty = new([]);

    public override string Kind => "a list";

    public static Sequence Of(IEnumerable<string> texts) => new([.. texts.Select(text => (Value)text)]);
}

/// <summary>Keys in the order in which they were written.</summary>
[JsonConverter(typeof(ValueConverter<Mapping>))]
public sealed record Mapping(ImmutableArray<KeyValuePair<string, Value>> Entries) : Value
{
    public static readonly Mapping Empty = new([]);

    public override string Kind => "a mapping";

    public IEnumerable<string> Keys => Entries.Select(entry => entry.Key);

    public Value? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key).Value;

    public static Mapping Of(params IEnumerable<(string Key, Value Value)> entries) =>
        new([.. entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))]);

    /// <summary>With this value in the key's place, or at the end.</summary>
    public Mapping With(string key, Value value)
    {
        var entry = KeyValuePair.Create(key, value);
        return this[key] is null
            ? new Mapping(Entries.Add(entry))
            : new Mapping([.. Entries.Select(old => old.Key == key ? entry : old)]);
    }

    public Mapping Without(params IEnumerable<string> keys) =>
        new([.. Entries.Where(entry => !keys.Contains(entry.Key))]);
}
