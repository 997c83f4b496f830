using System.Collections.Immutable;

namespace Fridge.Engine;

internal enum OptionShape
{
    Switch,
    Value,

    /// <summary>Takes all that follows up to the next option; nothing is allowed too.</summary>
    List,
}

/// <param name="Placeholder">Stands for the value in <c>--help</c>.</param>
internal sealed record BuiltInOption(string Name, OptionShape Shape, string? Placeholder, string Description, bool Listed = true);

internal static class BuiltInOptions
{
    public static ImmutableArray<BuiltInOption> All { get; } =
    [
        new("help", OptionShape.Switch, null, "Show this text."),
        new("version", OptionShape.Switch, null, "Show the version."),
        new("plan", OptionShape.Switch, null, "Show which targets would run and why. Contacts nothing."),
        new("check", OptionShape.Switch, null, "Read nodes and cluster, say what would change, change nothing."),
        new("diff", OptionShape.Switch, null, "Show the contents that differ, too."),
        new("skip", OptionShape.List, "[TARGET…]", "Skip these targets; without names: all except those asked for."),
        new("parallel", OptionShape.Value, "N", "Run at most N independent targets at the same time."),
        new("fail-fast", OptionShape.Switch, null, "Stop everything when one target fails."),
        new("yes", OptionShape.Switch, null, "Install what the machine lacks without asking."),
        new("no-install", OptionShape.Switch, null, "Install nothing; say what is missing and end with exit code 2."),
        new("wait", OptionShape.Switch, null, "Wait for a lock that somebody else holds."),
        new("json", OptionShape.Switch, null, "Write one event per line to stdout; the text for people goes to stderr."),
        new("verbosity", OptionShape.Value, "quiet|normal|verbose", "Say less or more."),
        new("completion", OptionShape.Value, "bash|zsh|fish", "Print the script that lets this shell complete this command."),
        new("write-schema", OptionShape.Switch, null, "Write .nuke/build.schema.json.", Listed: false),
    ];

    public static BuiltInOption? Find(string name) => All.FirstOrDefault(option => option.Name == name);
}
