namespace Fridge.Publishing.GitHub;

/// <summary>Where GitHub is. A class of its own, so that whoever only wants help doesn't load a client for it.</summary>
public static class GitHubAddresses
{
    public static Uri Api { get; } = new("https://api.github.com/");

    /// <summary>Of what people read.</summary>
    public static Uri Pages { get; } = new("https://github.com");
}
