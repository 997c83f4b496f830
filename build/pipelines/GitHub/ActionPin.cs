namespace Fridge.Pipelines.GitHub;

/// <summary>An action that workflows use, as it is and stays.</summary>
/// <param name="Name">Owner and repository.</param>
/// <param name="Version">The tag: <c>v4.2.1</c>.</param>
/// <param name="Commit">What the tag names, in hex.</param>
/// <param name="Source">Where that was read.</param>
internal sealed record ActionPin(string Name, string Version, string Commit, string Source)
{
    public int Major => Number.Major;

    /// <summary>Of the version.</summary>
    public Version Number => ActionVersion.Of(Version) ?? throw new FormatException($"{Version} is not a version.");
}
