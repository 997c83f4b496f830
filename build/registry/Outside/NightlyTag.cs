using System.Globalization;
using System.Text.RegularExpressions;

namespace Fridge.Registry.Outside;

/// <summary>
/// What an image of a night is called: <c>nightly-20261129-030000-0123456789ab</c>. A registry says of no tag when it came, and an image that is the
/// same each time has no date of its own, so the tag has both: when it was pushed, and the beginning of what it was made of.
/// </summary>
/// <param name="At">UTC, whole seconds.</param>
/// <param name="Hash">The first twelve digits of an input hash.</param>
public sealed partial record NightlyTag(DateTimeOffset At, string Hash)
{
    private const string Start = "nightly-";
    private const string DateForm = "yyyyMMdd-HHmmss";
    private const int HashLength = 12;

    public static NightlyTag Of(DateTimeOffset at, string inputHash) => new(new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero), inputHash[..HashLength]);

    /// <returns>Null: another tag.</returns>
    public static NightlyTag? Find(string tag) => Form().Match(tag) is { Success: true } match
        && DateTimeOffset.TryParseExact(match.Groups["at"].Value, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? new NightlyTag(at, match.Groups["hash"].Value)
            : null;

    public bool IsOf(string inputHash) => inputHash.StartsWith(Hash, StringComparison.Ordinal);

    public override string ToString() => $"{Start}{At.UtcDateTime.ToString(DateForm, CultureInfo.InvariantCulture)}-{Hash}";

    [GeneratedRegex("^nightly-(?<at>[0-9]{8}-[0-9]{6})-(?<hash>[0-9a-f]{12})$")]
    private static partial Regex Form();
}
