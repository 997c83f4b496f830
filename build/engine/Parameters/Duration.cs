using System.Globalization;

namespace Fridge.Engine;

/// <summary>Times as people write and read them.</summary>
internal static class Duration
{
    public static TimeSpan Parse(string text)
    {
        if (text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var clock))
            return clock;
        var digits = text.TrimEnd('d', 'h', 'm', 's');
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            throw Expected();
        return text[digits.Length..] switch
        {
            "d" => TimeSpan.FromDays(number),
            "h" => TimeSpan.FromHours(number),
            "m" => TimeSpan.FromMinutes(number),
            "s" => TimeSpan.FromSeconds(number),
            "ms" => TimeSpan.FromMilliseconds(number),
            _ => throw Expected(),
        };
    }

    /// <summary>Tenths only where they matter and are there.</summary>
    public static string Show(TimeSpan time) => time switch
    {
        { TotalSeconds: > 0 and < 10, Milliseconds: 0, Microseconds: 0 } => $"{(int)time.TotalSeconds} s",
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalMinutes: < 1 } => $"{(int)time.TotalSeconds} s",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min {time.Seconds:00} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes:00} min",
    };

    private static FormatException Expected() => new("a time such as 90s, 5m, 1.5h or 00:05:00");
}
