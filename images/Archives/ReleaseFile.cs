using System.Collections.Immutable;
using System.Globalization;
using Fridge.Tooling.Downloads;

namespace Fridge.Images.Archives;

/// <summary>An archive's <c>InRelease</c>: which suite it is of, of when, until when, and the hashes of its indices.</summary>
/// <param name="Names">Its codename, and its suite, which changes with the years (<c>stable</c>, <c>oldstable</c>).</param>
/// <param name="Date">Null: it doesn't say, or not in Debian's way.</param>
/// <param name="ValidUntil">Null: it may be read for ever, as a released suite may.</param>
internal sealed record ReleaseFile(ImmutableArray<string> Names, DateTimeOffset? Date, DateTimeOffset? ValidUntil, ImmutableDictionary<string, ReleaseIndex> Indices)
{
    private const string DateForm = "ddd, d MMM yyyy HH:mm:ss 'UTC'";

    /// <summary>Clocks that are set by hand differ by minutes.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    /// <param name="text">What is signed.</param>
    public static ReleaseFile Parse(string text)
    {
        var lines = text.Split('\n');
        return new ReleaseFile(
            [.. new[] { Field(lines, "Codename"), Field(lines, "Suite") }.OfType<string>()],
            Time(Field(lines, "Date")),
            Field(lines, "Valid-Until") is { } until ? Time(until) ?? DateTimeOffset.MinValue : null,
            ImmutableDictionary<string, ReleaseIndex>.Empty.SetItems(lines
                .SkipWhile(line => !line.StartsWith("SHA256:", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(line => line.StartsWith(' '))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length == 3 && fields[0].Length == 64 && long.TryParse(fields[1], CultureInfo.InvariantCulture, out _))
                .Select(fields => KeyValuePair.Create(
                    fields[2], new ReleaseIndex(new Checksum(ChecksumAlgorithm.Sha256, fields[0]), long.Parse(fields[1], CultureInfo.InvariantCulture))))));
    }

    /// <returns>Why this isn't the index of the suite that was asked for; null: it is.</returns>
    public string? Foreign(string suite) =>
        Names.Contains(suite) ? null : $"it is for {(Names.IsEmpty ? "no suite" : string.Join(", ", Names))}";

    /// <param name="locked">The date of the one that the locks were last renewed from.</param>
    /// <returns>Why this index isn't today's; null: it may be.</returns>
    public string? Stale(DateTimeOffset now, DateTimeOffset? locked) =>
        Date is not { } date ? "it has no date"
        : date > now + Ahead ? $"its date is {date:u}, which this machine's clock hasn't reached ({now:u})"
        : ValidUntil < now ? $"it was valid until {ValidUntil:u}"
        : date < locked ? $"its date is {date:u}, and the locks were renewed from an index of {locked:u}"
        : null;

    private static string? Field(string[] lines, string name) => lines
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();

    private static DateTimeOffset? Time(string? written) =>
        DateTimeOffset.TryParseExact(written, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}

/// <param name="Size">Bytes.</param>
internal sealed record ReleaseIndex(Checksum Checksum, long Size);
