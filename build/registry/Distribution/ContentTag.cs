namespace Fridge.Registry.Distribution;

/// <summary>
/// The tag that every pushed manifest gets, made of its digest: the distribution protocol lists tags and nothing else, and a
/// registry's collection removes what has none.
/// </summary>
internal static class ContentTag
{
    private const string Prefix = "sha256-";

    public static string Of(string digest) => digest.Replace(':', '-');

    /// <returns>Null: a tag that somebody else gave.</returns>
    public static string? Digest(string tag) =>
        tag.StartsWith(Prefix, StringComparison.Ordinal) && tag.Length == Prefix.Length + 64 ? $"sha256:{tag[Prefix.Length..]}" : null;
}
