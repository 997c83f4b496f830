using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fridge.Model.Yaml;

namespace Fridge.Model;

/// <summary>A time as <c>90s</c>, <c>5m</c> or <c>2h</c>, both ends included.</summary>
public sealed partial class DurationKey(string name, string sentence, TimeSpan least, TimeSpan most) : Key<TimeSpan>(name, sentence)
{
    public override string Type => $"time: `{Text(least)}` to `{Text(most)}`";

    internal override bool TryRead(Asked asked, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (asked.Scalar is { } scalar && Parts().Match(scalar.Text) is { Success: true } parts)
        {
            var count = int.Parse(parts.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
            value = TimeSpan.FromSeconds((long)count * Seconds(parts.Groups["unit"].Value));
        }

        return value >= least && value <= most && value > TimeSpan.Zero
            || asked.Refused($"a time from {Text(least)} to {Text(most)}, such as 90s, 5m or 2h");
    }

    internal override string Written(TimeSpan value) => Text(value);

    internal override JsonObject Shape() => new() { ["type"] = "string", ["pattern"] = "^[0-9]{1,6}[smh]$" };

    private static int Seconds(string unit) => unit switch { "s" => 1, "m" => 60, _ => 3600 };

    private static string Text(TimeSpan time) => time switch
    {
        _ when time.TotalSeconds % 3600 == 0 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0}h"),
        _ when time.TotalSeconds % 60 == 0 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}s"),
    };

    [GeneratedRegex("^(?<count>[0-9]{1,6})(?<unit>[smh])\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
