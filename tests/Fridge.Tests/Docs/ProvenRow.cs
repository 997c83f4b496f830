using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fridge.Tests.Docs;

/// <summary>A row of <c>docs/proven.md</c>.</summary>
/// <param name="Line">From 1, for the message of a test that fails.</param>
/// <param name="Tests">The tests that the row names: a class, or a class and its method.</param>
public sealed partial record ProvenRow(int Line, string Page, string Claim, string How, ImmutableArray<TestName> Tests)
{
    private const string Heading = "| page | claim | how | shown by |";

    public static ImmutableArray<ProvenRow> Read(string markdown)
    {
        var lines = markdown.Split('\n');
        var first = Array.IndexOf(lines, Heading) + 2;
        return
        [
            .. lines.Index().Skip(first).Where(line => line.Item.StartsWith('|'))
                .Select(line => Of(line.Index + 1, [.. line.Item.Trim('|', ' ').Split(" |").Select(cell => cell.Trim(' ', '|'))])),
        ];
    }

    private static ProvenRow Of(int line, ImmutableArray<string> cells) => cells is [var page, var claim, var how, .. var shown]
        ? new ProvenRow(line, page, claim, how, [.. shown.SelectMany(cell => Named().Matches(cell)).Select(TestName.Of)])
        : throw new FormatException($"docs/proven.md:{line}: a row has four cells, not {cells.Length}.");

    [GeneratedRegex(@"`(?<class>[A-Z]\w+Tests)(\.(?<method>\w+))?`")]
    private static partial Regex Named();
}

/// <param name="Method">Null: the whole class.</param>
public sealed record TestName(string Class, string? Method)
{
    public static TestName Of(Match match) => new(match.Groups["class"].Value, match.Groups["method"] is { Success: true } method ? method.Value : null);

    public override string ToString() => Method is null ? Class : $"{Class}.{Method}";
}
