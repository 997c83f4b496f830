using System.Globalization;
using System.Text.RegularExpressions;

namespace Fridge.Model;

/// <summary>A release of Flink by its number, such as <c>1.20.5</c>.</summary>
internal readonly partial record struct FlinkVersion(int Major, int Minor, int Patch)
{
    /// <summary>Two versions that differ only in the patch have the same options.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <summary>Null where the text is not <c>MAJOR.MINOR.PATCH</c>, as with previews and snapshots.</summary>
    public static FlinkVersion? TryParse(string text) => Shape().Match(text) is { Success: true } match
        ? new(Part(match, 1), Part(match, 2), Part(match, 3))
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}.{Patch}");

    private static int Part(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
