using System.Globalization;

namespace Fridge.Model.Memory;

/// <summary>Flink's configuration as the memory model reads it; a value that Flink cannot read is refused when it is asked for.</summary>
internal sealed class FlinkOptions(string process, IReadOnlyDictionary<string, string> values)
{
    public bool Has(string key) => values.ContainsKey(key);

    /// <summary>A size that is there, since <see cref="Has"/> or a fallback said so.</summary>
    public MemorySize Size(string key) => Size(key, null);

    public MemorySize Size(string key, MemorySize? fallback)
    {
        if (!values.TryGetValue(key, out var text) && fallback is { } size)
            return size;
        return text is not null && MemorySize.TryParse(text, out var parsed)
            ? parsed
            : throw Refuse($"Cannot read memory size from config option '{key}'.");
    }

    /// <summary>A Java float, widened to double as Flink does before it multiplies.</summary>
    public double Fraction(string key, float fallback)
    {
        if (!values.TryGetValue(key, out var text))
            return fallback;
        return float.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction)
            ? fraction
            : throw Unreadable(key, text);
    }

    public double Number(string key, double fallback)
    {
        if (!values.TryGetValue(key, out var text))
            return fallback;
        return double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unreadable(key, text);
    }

    public bool Flag(string key)
    {
        if (!values.TryGetValue(key, out var text))
            return false;
        return bool.TryParse(text, out var flag) ? flag : throw Unreadable(key, text);
    }

    public FlinkMemoryException Refuse(string reason) => new(process, reason);

    private FlinkMemoryException Unreadable(string key, string text) => Refuse($"Could not parse value '{text}' for key '{key}'.");
}
