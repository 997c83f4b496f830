using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fridge.Tooling;

namespace Fridge.Pipelines.GitHub;

/// <summary>The one list of actions, <c>.github/actions.lock</c>: a name, a version, its commit and where that was read in a line.</summary>
internal sealed partial record ActionPins(ImmutableArray<ActionPin> All)
{
    public const string File = ".github/actions.lock";

    private const string Head = """
        # The actions that workflows use: name, version, the commit that its tag names, where that was read.
        # ./build.sh Workflows --update renews it.

        """;

    /// <exception cref="FridgeException">A line that is none, or a name twice.</exception>
    public static ActionPins Parse(string text)
    {
        var lines = text.Split('\n').Index().Where(line => line.Item.Trim() is { Length: > 0 } words && words[0] != '#').ToList();
        var pins = lines.Select(line => Of(line.Index + 1, line.Item)).ToImmutableArray();
        return pins.GroupBy(pin => pin.Name).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw Wrong(lines[pins.LastIndexOf(twice.Last())].Index + 1, $"{twice.Key} appears twice")
            : new ActionPins(pins);
    }

    /// <exception cref="FridgeException">It isn't in the list.</exception>
    public PinnedAction Find(string name) => All.FirstOrDefault(pin => pin.Name == name) is { } found
        ? new PinnedAction($"{found.Name}@{found.Commit}", found.Version)
        : throw new FridgeException($"{File} has no {name}, and a workflow needs it.", $"Write a line for it: {name} v1.2.3 COMMIT SOURCE", wrongUse: true);

    public string ToText() => Head + string.Concat(All.OrderBy(pin => pin.Name, StringComparer.Ordinal).Select(pin => $"{pin.Name} {pin.Version} {pin.Commit} {pin.Source}\n"));

    private static ActionPin Of(int number, string line) => Line().Match(line.Trim()) is { Success: true } found && ActionVersion.Of(found.Groups[2].Value) is not null
        ? new ActionPin(found.Groups[1].Value, found.Groups[2].Value, found.Groups[3].Value, found.Groups[4].Value)
        : throw Wrong(number, $"'{line}' isn't a name, a version such as v1.2.3, a commit of 40 digits in hex and a source");

    private static FridgeException Wrong(int line, string message) => new($"{File}:{line}: {message}.", wrongUse: true)
    {
        Places = [new SourcePlace(File, line, null, message)],
    };

    [GeneratedRegex(@"^([\w.-]+/[\w./-]+) (\S+) ([0-9a-f]{40}) (\S.*)$")]
    private static partial Regex Line();
}
