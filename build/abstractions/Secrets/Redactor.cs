using System.Collections.Immutable;
using System.Text;

namespace Fridge;

/// <summary>
/// Makes the secrets of a run and takes them out of text: as they are, in the forms of <see cref="SecretForms"/>, and cut off at an end.
/// Any thread may ask; what was hidden once stays so.
/// </summary>
public sealed class Redactor
{
    public const string Mark = "***";

    /// <summary>Characters of a secret by which one that was cut off at the end of a text is known.</summary>
    private const int ShortestHead = 8;

    /// <summary>What stands where a text was cut.</summary>
    private static readonly string[] Ends = ["", "…", "..."];

    private ImmutableArray<string> forms = [];
    private ImmutableArray<string> words = [];

    /// <summary>Hides nothing but what is given.</summary>
    public static Redactor Of(IEnumerable<Secret> secrets)
    {
        var redactor = new Redactor();
        foreach (var secret in secrets)
            redactor.Hide(secret.Reveal());
        return redactor;
    }

    /// <summary>From now on the value shows nowhere.</summary>
    public Secret Hide(string value)
    {
        ImmutableInterlocked.Update(ref forms, (known, added) => [.. known.Union(added)], SecretForms.Of(value));
        ImmutableInterlocked.Update(ref words, (known, added) => [.. known.Union(added)], SecretForms.Words(value));
        return new Secret(value);
    }

    public string Redact(string text)
    {
        var hidden = Hidden(text);
        if (hidden.Count == 0)
            return text;
        var shown = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (start, end) in hidden)
        {
            shown.Append(text, at, start - at).Append(Mark);
            at = end;
        }

        return shown.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Where a text may be parted so that no secret is: what comes after it may be the beginning of one.</summary>
    internal int SafeLength(string text)
    {
        var safe = forms.Concat(words).Select(form => text.Length - LongestHead(form, text, least: 1)).Append(text.Length).Min();
        return Hidden(text).Where(range => range.Start < safe && safe < range.End).Select(range => range.Start).FirstOrDefault(safe);
    }

    /// <summary>Ranges in their order, none touching another.</summary>
    private List<(int Start, int End)> Hidden(string text)
    {
        var found = forms.SelectMany(form => SecretSearch.All(text, form))
            .Concat(words.SelectMany(word => SecretSearch.Words(text, word)))
            .Concat(forms.SelectMany(form => CutHeads(text, form)))
            .OrderBy(range => range.Start).ToList();
        var merged = new List<(int Start, int End)>();
        foreach (var range in found)
        {
            if (merged is [.., var last] && range.Start <= last.End)
                merged[^1] = (last.Start, Math.Max(last.End, range.End));
            else
                merged.Add(range);
        }

        return merged;
    }

    private static IEnumerable<(int Start, int End)> CutHeads(string text, string form) =>
        from end in Ends
        where text.EndsWith(end, StringComparison.Ordinal)
        let before = text[..^end.Length]
        let head = LongestHead(form, before, ShortestHead)
        where head > 0
        select (before.Length - head, before.Length);

    /// <summary>Of a form, the most characters with which the text ends, but not all; 0: fewer than the least.</summary>
    private static int LongestHead(string form, string text, int least)
    {
        for (var head = Math.Min(form.Length - 1, text.Length); head >= least; head--)
        {
            if (text.AsSpan(text.Length - head).SequenceEqual(form.AsSpan(0, head)))
                return head;
        }

        return 0;
    }
}
