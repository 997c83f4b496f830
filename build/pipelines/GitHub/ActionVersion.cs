using System.Text.RegularExpressions;

namespace Fridge.Pipelines.GitHub;

internal static partial class ActionVersion
{
    /// <returns>Null: no whole version; a tag such as <c>v4</c> is moved with each release.</returns>
    public static Version? Of(string tag) => Whole().IsMatch(tag) ? Version.Parse(tag[1..]) : null;

    [GeneratedRegex(@"^v\d{1,6}\.\d{1,6}\.\d{1,6}$")]
    private static partial Regex Whole();
}
