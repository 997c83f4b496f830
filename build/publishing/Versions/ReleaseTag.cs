using Semver;

namespace Fridge.Publishing.Versions;

/// <summary>A tag that makes a release: <c>v</c> and a version as semver.org has it.</summary>
public sealed record ReleaseTag
{
    private ReleaseTag(SemVersion version) => Version = version;

    internal SemVersion Version { get; }

    /// <summary>As images are tagged: without the <c>v</c>.</summary>
    public string Number => Version.ToString();

    /// <summary>One that says of itself that it isn't finished: <c>1.0.0-rc.1</c>.</summary>
    public bool IsPreview => Version.IsPrerelease;

    /// <exception cref="FormatException">It is none.</exception>
    public static ReleaseTag Parse(string text) => Find(text) switch
    {
        null => throw new FormatException($"{text} is not v and a semantic version (semver.org): v1.2.3, v1.0.0-rc.1"),
        { Version.Metadata.Length: > 0 } => throw new FormatException($"{text} has metadata after a +, which no tag of an image may have: leave it out"),
        var tag => tag,
    };

    /// <returns>Null: a tag about something else.</returns>
    internal static ReleaseTag? Find(string text) =>
        text.StartsWith('v') && SemVersion.TryParse(text[1..], SemVersionStyles.Strict, out var version) ? new ReleaseTag(version) : null;

    public bool ComesBefore(ReleaseTag other) => Version.ComparePrecedenceTo(other.Version) < 0;

    public override string ToString() => $"v{Version}";
}
