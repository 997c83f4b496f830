using System.Text.RegularExpressions;

namespace Fridge.Model.Conversion;

/// <summary>Since 1.16 a reporter from the plug-ins is named by its factory; <c>metrics.reporter.NAME.class</c> is not read (FLINK-27206).</summary>
internal static partial class ReporterRule
{
    private const string Reason = "since Flink 1.16 a reporter of the plug-ins is named by its factory (FLINK-27206)";

    public static Outcome? Apply(ConfEntry entry, ConversionContext context)
    {
        if (Class().Match(entry.Key) is not { Success: true } match)
            return null;
        var today = match.Groups["reporter"].Value + ".factory.class";
        if (context.Has(today))
            return Outcome.Dropped($"the file has {today} too");
        return entry.Value.StartsWith("org.apache.flink.metrics.", StringComparison.Ordinal)
            ? new(KeyFate.Renamed, $"{today}: {entry.Value}Factory", Reason, settings => settings.With(today, entry.Value + "Factory"))
            : new(KeyFate.Kept, entry.Key, $"{Reason}, in {today}; this one is not Flink's, so ask its maker", settings => settings.With(entry.Key, entry.Value));
    }

    [GeneratedRegex(@"^(?<reporter>metrics\.reporter\.[^.]+)\.class$", RegexOptions.CultureInvariant)]
    private static partial Regex Class();
}
