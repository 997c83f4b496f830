using System.Collections.Immutable;

namespace Fridge.Tooling;

/// <summary>Replaces secrets by <c>***</c> in text that is shown or kept. A secret of several lines, such as a PEM key, is found line by line too.</summary>
public sealed class Redactor(IEnumerable<Secret> secrets)
{
    /// <summary>A line of a longer secret below this length (<c>-----</c>, <c>AQ==</c>) would hide ordinary text.</summary>
    private const int ShortestLine = 12;

    private readonly ImmutableArray<string> hidden = [.. secrets
        .Select(secret => secret.Reveal())
        .SelectMany(Parts)
        .Distinct(StringComparer.Ordinal)
        .OrderByDescending(part => part.Length)];

    public static Redactor Nothing { get; } = new([]);

    public string Redact(string text) =>
        hidden.Aggregate(text, (shown, part) => shown.Replace(part, "***", StringComparison.Ordinal));

    private static IEnumerable<string> Parts(string secret)
    {
        var whole = secret.Trim('\r', '\n');
        if (whole.Length == 0)
            return [];
        var lines = whole.Split('\n', StringSplitOptions.TrimEntries);
        return lines.Length == 1 ? [whole] : [whole, .. lines.Where(line => line.Length >= ShortestLine && !line.StartsWith("-----", StringComparison.Ordinal))];
    }
}
