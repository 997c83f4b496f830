using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fridge.Engine;
using Fridge.Targets;
using Checkout = Fridge.Tests.Support.Checkout;

namespace Fridge.Tests.Docs;

/// <summary>A command line of the front door as a page has it: a line of a block, or a text between backticks.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Text">What stands behind <c>./build.sh</c>.</param>
/// <param name="IsWhole">In a block, to be typed as it stands. A text between backticks may leave out what a target requires.</param>
internal sealed partial record DocumentedCommand(string Place, string Text, bool IsWhole)
{
    private static readonly ImmutableArray<string> Rooms = ["ansible-equivalents", "images", "manifests", "virtual"];

    private static readonly BuildModel Model = BuildModel.Of(new Build());

    public ImmutableArray<string> Words => [.. Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Each command once, at its first place in a block, else at its first place.</summary>
    public static ImmutableArray<DocumentedCommand> All { get; } =
        [.. Pages().SelectMany(Of).OrderByDescending(command => command.IsWhole).DistinctBy(command => command.Text)];

    /// <summary>Options that pages name by themselves, such as <c>--check</c>.</summary>
    public static ImmutableArray<DocumentedCommand> Options { get; } =
        [.. Pages().SelectMany(page => Lines(page).Where(line => !line.IsBlock).SelectMany(line => Spans(line.Text).Where(span => span.StartsWith("--", StringComparison.Ordinal)).Select(span => new DocumentedCommand($"{page}:{line.Number}", span, IsWhole: false))))];

    public override string ToString() => $"{Place}: ./build.sh {Text}";

    private static IEnumerable<string> Pages() =>
    [
        "README.md", "CONTRIBUTING.md",
        .. Files("docs", "*.md", SearchOption.TopDirectoryOnly),
        .. Rooms.SelectMany(room => Files(room, "README.md", SearchOption.AllDirectories)),
        .. Files("clusters", "*.yaml", SearchOption.TopDirectoryOnly),
    ];

    private static IEnumerable<string> Files(string folder, string pattern, SearchOption depth) => Directory
        .EnumerateFiles(Checkout.File(folder), pattern, depth)
        .Select(file => Path.GetRelativePath(Checkout.Root, file))
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<DocumentedCommand> Of(string page) =>
        from line in Lines(page)
        from text in line.IsBlock ? Typed(line.Text) : Spans(line.Text).Select(Named).OfType<string>()
        select new DocumentedCommand($"{page}:{line.Number}", text, line.IsBlock);

    private static IEnumerable<(int Number, string Text, bool IsBlock)> Lines(string page)
    {
        var isBlock = false;
        foreach (var (at, line) in File.ReadLines(Checkout.File(page)).Index())
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isBlock = !isBlock;
            else
                yield return (at + 1, line, isBlock);
        }
    }

    /// <summary>Up to a comment, a pipe or the next command. A release's program takes the same words.</summary>
    private static IEnumerable<string> Typed(string line) => FrontDoor().Matches(line).Select(match => match.Groups["words"].Value.Trim());

    private static IEnumerable<string> Spans(string line) => Backticks().Matches(line).Select(match => match.Groups["text"].Value);

    /// <summary>Null: it is no command. A target's name alone is a name, and what begins with a target's name goes on with an option or with the target's argument.</summary>
    private static string? Named(string span)
    {
        if (Typed(span).FirstOrDefault() is { } typed)
            return span.StartsWith("./build.sh", StringComparison.Ordinal) ? typed : null;
        return span.Split(' ') is [var first, var second, ..] && Model.Targets.Any(target => target.Name == first)
            && (second.StartsWith("--", StringComparison.Ordinal) || first == "Convert") ? span : null;
    }

    [GeneratedRegex(@"(\./build\.sh|fridge-[\w.]+-(linux|osx)-\w+)(?<words>( [^#│&|\s]+)*)")]
    private static partial Regex FrontDoor();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Backticks();
}
