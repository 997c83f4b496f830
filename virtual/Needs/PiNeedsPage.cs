using System.Text;

namespace Fridge.Virtual.Needs;

/// <summary>The tables of <c>docs/virtual-fridge.md</c>.</summary>
internal static class PiNeedsPage
{
    public static string Text
    {
        get
        {
            var page = new StringBuilder("| given | which | to | why |\n| --- | --- | --- | --- |\n");
            foreach (var row in PiNeeds.Table.GroupBy(need => (need.Kind, need.Where, need.Why)))
                page.Append($"| {row.Key.Kind.ToString().ToLowerInvariant()} | {Code(row.Select(need => need.What))} | {row.Key.Where} | {row.Key.Why} |\n");
            page.Append("\n| refused system calls | they reach |\n| --- | --- |\n");
            foreach (var calls in DeniedCalls.Table)
                page.Append($"| {Code(calls.Names)} | {calls.Why} |\n");
            return page.ToString();
        }
    }

    private static string Code(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"`{word}`"));
}
