using System.Globalization;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Conversion;

/// <summary>A value as a person wrote it: plain where each reader of YAML gives the same text back, else quoted (<c>007</c>, <c>1.10</c>, <c>1e5</c>, <c>null</c>).</summary>
internal static class ExactScalar
{
    public static Scalar Of(string text) => PlainScalar.Resolve(text) is { } plain && Again(text, plain.Content) == text ? plain : new Scalar(text);

    private static string? Again(string text, object? content) => content switch
    {
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        decimal => double.Parse(text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        string words => words,
        _ => null,
    };
}
