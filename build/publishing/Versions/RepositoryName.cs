using System.Text.RegularExpressions;

namespace Fridge.Publishing.Versions;

/// <summary>A repository on GitHub: <c>owner/name</c>.</summary>
public sealed partial record RepositoryName(string Owner, string Name)
{
    public string Address => $"https://github.com/{this}";

    /// <exception cref="FormatException">It is none.</exception>
    public static RepositoryName Parse(string text) => Plain().Match(text) is { Success: true } match
        ? new(match.Groups["owner"].Value, match.Groups["name"].Value)
        : throw new FormatException($"{text} is not a repository such as owner/name");

    /// <summary>From the address of a remote, over https or ssh, whichever host has it.</summary>
    /// <returns>Null: it has no such form.</returns>
    public static RepositoryName? OfRemote(string address) => Remote().Match(address) is { Success: true } match
        ? new(match.Groups["owner"].Value, match.Groups["name"].Value)
        : null;

    public override string ToString() => $"{Owner}/{Name}";

    [GeneratedRegex(@"^(?<owner>[A-Za-z0-9][A-Za-z0-9-]*)/(?<name>[A-Za-z0-9._-]+)$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(?:https://(?:[^/@]+@)?[^/]+/|ssh://(?:[^/@]+@)?[^/]+/|[^/@]+@[^/:]+:)(?<owner>[A-Za-z0-9][A-Za-z0-9-]*)/(?<name>[A-Za-z0-9._-]+?)(?:\.git)?/?$")]
    private static partial Regex Remote();
}
