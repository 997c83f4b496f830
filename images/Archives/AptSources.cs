using System.Collections.Immutable;

namespace Fridge.Images.Archives;

/// <summary>Reads apt's sources, one-line and deb822 style, for the archives that they name.</summary>
internal static class AptSources
{
    /// <summary>Archive roots in the order of the files, without options such as keys; those on a disk are left out, because indices are read by HTTP.</summary>
    public static ImmutableArray<Uri> Parse(string text) =>
        [.. (text.Contains("URIs:", StringComparison.Ordinal) ? Deb822(text) : OneLine(text))
            .Select(address => Uri.TryCreate(address.TrimEnd('/') + '/', UriKind.Absolute, out var uri) ? uri : null)
            .OfType<Uri>()
            .Where(uri => uri.Scheme is "http" or "https")
            .Distinct()];

    private static IEnumerable<string> Deb822(string text) => text
        .Split('\n')
        .Where(line => line.StartsWith("URIs:", StringComparison.Ordinal))
        .SelectMany(line => line["URIs:".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static IEnumerable<string> OneLine(string text) => text
        .Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => line.StartsWith("deb ", StringComparison.Ordinal))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(word => word.Contains("://", StringComparison.Ordinal)))
        .OfType<string>();
}
