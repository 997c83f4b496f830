namespace Fridge;

/// <summary>Where a secret stands in a text.</summary>
internal static class SecretSearch
{
    public static IEnumerable<(int Start, int End)> All(string text, string form)
    {
        for (var at = text.IndexOf(form, StringComparison.Ordinal); at >= 0; at = text.IndexOf(form, at + 1, StringComparison.Ordinal))
            yield return (at, at + form.Length);
    }

    /// <summary>Only where it stands by itself, as a value does: <c>pi</c> of <c>password: pi</c>, not that of <c>pi@pico-0</c>.</summary>
    public static IEnumerable<(int Start, int End)> Words(string text, string word) =>
        All(text, word).Where(range => (range.Start == 0 || Parts(text[range.Start - 1])) && (range.End == text.Length || Parts(text[range.End])));

    private static bool Parts(char beside) => !char.IsLetterOrDigit(beside) && !"_-.@/\\".Contains(beside);
}
