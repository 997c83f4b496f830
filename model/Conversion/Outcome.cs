using Fridge.Model.Yaml;

namespace Fridge.Model.Conversion;

/// <summary>What a rule makes of one option.</summary>
/// <param name="Today">What stands for it now; empty where nothing does.</param>
/// <param name="Change">What it does to the result; null: nothing.</param>
internal sealed record Outcome(KeyFate Fate, string Today, string Reason, Func<ConvertedSettings, ConvertedSettings>? Change = null)
{
    public static Outcome Dropped(string reason) => new(KeyFate.Dropped, "", reason);

    public static Outcome Refused(string reason, string today = "", Func<ConvertedSettings, ConvertedSettings>? change = null) =>
        new(KeyFate.Refused, today, reason, change);

    /// <summary>For a wrong value, which is a finding already.</summary>
    public static Outcome Wrong => Dropped("");
}

/// <summary>What a rule may ask about the whole file.</summary>
/// <param name="Entries">The last of each key: the one that Flink takes.</param>
internal sealed record ConversionContext(string Version, bool HasArm32, IReadOnlyDictionary<string, ConfEntry> Entries, Findings Findings)
{
    public bool Has(string key) => Entries.ContainsKey(key);

    public string? Value(string key) => Entries.GetValueOrDefault(key)?.Value;

    public bool HasAny(params IEnumerable<string> keys) => keys.Any(Has);
}
