using Fridge.Model.Yaml;

namespace Fridge.Model.Conversion;

/// <summary>An option as a person's file has it: flat, its value as text, with the places of both.</summary>
internal sealed record ConfEntry(string Key, Position KeyAt, string Value, Position ValueAt);
