using System.Collections.Immutable;
using System.Globalization;
using Fridge.Tooling;

namespace Fridge.Images.Locks;

/// <summary>The suites whose indices the locks were last renewed from, with their dates: what is older, or silent, was there before.</summary>
public sealed record SuiteLock(ImmutableSortedDictionary<string, DateTimeOffset> Dates)
{
    /// <summary>Beside the images' folders.</summary>
    public const string FileName = "suites.lock";

    public static readonly SuiteLock None = new(ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal));

    private const string Header =
        """
        # Debian's suites that the images' packages.lock were renewed from: name, date of its index.
        # Written by ./build.sh Images --update; don't edit.

        """;

    /// <returns>Empty where there is no such file.</returns>
    public static SuiteLock Read(string path) => File.Exists(path) ? Parse(File.ReadAllText(path), path) : None;

    /// <exception cref="FridgeException">A line that isn't a suite, by file and line.</exception>
    public static SuiteLock Parse(string text, string origin) =>
        new(None.Dates.SetItems(ListLines.Parse(text, origin, ParseLine)));

    public string Format() => Header + string.Concat(Dates.Select(suite => $"{suite.Key} {suite.Value.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n"));

    private static KeyValuePair<string, DateTimeOffset> ParseLine(string line, string origin) =>
        line.Split(' ') is [var suite, var written] && DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? new(suite, date)
            : throw new FridgeException($"{origin}: expected \"suite date\", found \"{line}\"", "Take the file from version control again.", wrongUse: true);
}
