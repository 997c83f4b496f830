using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>One of a few names, each of which stands for a value.</summary>
public sealed class ChoiceKey<T>(string name, string sentence, params ReadOnlySpan<(string Name, T Value)> choices) : Key<T>(name, sentence)
{
    private readonly ImmutableArray<(string Name, T Value)> choices = [.. choices];

    /// <summary>The names are those of a catalogue that the page doesn't repeat: boards, systems.</summary>
    public string? Catalogue { get; init; }

    public override string Type => Catalogue ?? string.Join(", ", Names.Select(each => $"`{each}`"));

    private IEnumerable<string> Names => choices.Select(choice => choice.Name);

    private string Expected => $"one of {string.Join(", ", Names)}";

    internal override bool TryRead(Asked asked, out T value)
    {
        value = default!;
        if (asked.Scalar is not { } scalar)
            return asked.Refused(Expected);
        foreach (var choice in choices.Where(choice => choice.Name == scalar.Text))
        {
            value = choice.Value;
            return true;
        }

        var found = Catalogue is null ? $"'{asked.Name}' is {scalar.Describe()}" : $"unknown {Name} {scalar.Describe()}";
        asked.Findings.Refuse(scalar.At, found, $"{Expected} is expected", Nearest.To(scalar.Text, Names));
        return false;
    }

    internal override string Written(T value) => choices.First(choice => Equals(choice.Value, value)).Name;

    internal override JsonObject Shape() => new() { ["enum"] = new JsonArray([.. Names.Select(each => (JsonNode)each)]) };
}
