namespace Fridge.Images.Plan;

/// <summary>A place of downloads as a setting has it: an address, or a folder relative to the checkout.</summary>
internal static class MirrorRoot
{
    /// <returns>Ends with a slash, so that paths go below it.</returns>
    public static Uri Of(string setting, string checkout)
    {
        var address = setting.Contains("://", StringComparison.Ordinal) ? setting : new Uri(Path.GetFullPath(Path.Combine(checkout, setting))).AbsoluteUri;
        return new Uri($"{address.TrimEnd('/')}/");
    }
}
