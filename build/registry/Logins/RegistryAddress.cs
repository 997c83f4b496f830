using System.Text.RegularExpressions;

namespace Fridge.Registry.Logins;

/// <summary>A registry as an image's name begins: <c>ghcr.io/owner</c>, <c>harbor.example:8443/shelf</c>.</summary>
/// <param name="Host">With its port, if it has one.</param>
/// <param name="Path">What each repository's name begins with; empty: nothing.</param>
public sealed partial record RegistryAddress(string Host, string Path)
{
    private const string Hub = "docker.io";

    /// <exception cref="FormatException">It is none.</exception>
    public static RegistryAddress Parse(string text) => Form().Match(text) is { Success: true } match
        // An owner's name on a forge may have capitals; a repository's may not.
        ? new(match.Groups["host"].Value.ToLowerInvariant(), match.Groups["path"].Value.ToLowerInvariant())
        : throw new FormatException($"{text} is not a registry as in an image's name, without https://, such as ghcr.io/owner or registry.example.org:5000/fridge");

    /// <summary>Docker Hub has another name than its images.</summary>
    public string Server => Host == Hub ? "registry-1.docker.io" : Host;

    /// <summary>The key by which Docker's own log-in writes it into its configuration, and kubelets look for it in theirs.</summary>
    public string ConfigKey => ConfigKeys.First();

    /// <summary>The keys by which Docker's configuration may name it; the first is the one that Docker itself writes.</summary>
    internal IEnumerable<string> ConfigKeys => Host == Hub
        ? ["https://index.docker.io/v1/", "index.docker.io", Hub]
        : [Host, $"https://{Host}", $"https://{Host}/", $"https://{Host}/v1/", $"https://{Host}/v2/"];

    /// <summary>Of an image of ours.</summary>
    public string Repository(string image) => Path.Length == 0 ? $"fridge-{image}" : $"{Path}/fridge-{image}";

    public override string ToString() => Path.Length == 0 ? Host : $"{Host}/{Path}";

    [GeneratedRegex(@"^(?<host>(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?::[0-9]{1,5})?)(?:/(?<path>[A-Za-z0-9]+(?:[._/-]+[A-Za-z0-9]+)*))?$")]
    private static partial Regex Form();
}
