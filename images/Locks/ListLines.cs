using System.Collections.Immutable;

namespace Fridge.Images.Locks;

/// <summary>The form that the images' lists and locks share: an entry a line, <c>#</c> before a comment.</summary>
internal static class ListLines
{
    /// <param name="parse">Of a line, and where it stands: <c>file:line</c>.</param>
    public static ImmutableArray<T> Parse<T>(string text, string origin, Func<string, string, T> parse) =>
    [
        .. text.Split('\n')
            .Select((line, index) => (Line: line.Trim(), Number: index + 1))
            .Where(item => item.Line.Length > 0 && item.Line[0] != '#')
            .Select(item => parse(item.Line, $"{origin}:{item.Number}")),
    ];
}
