using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>What failed, as GitHub shows it beside the lines of a change: one for each place, or one for a failure that has none.</summary>
internal static class Annotations
{
    /// <param name="root">The checkout: places below it are named from there.</param>
    public static ImmutableArray<string> Of(RunFinished run, string root) =>
    [
        .. run.Results.Where(result => result.Failure is not null).SelectMany(result => Of($"{result.Target} failed", result.Failure!, root)),
        .. run.Failure is { } refusal ? Of("Refused", refusal, root) : [],
    ];

    private static IEnumerable<string> Of(string title, Failure failure, string root) => failure.Places is { Count: > 0 } places
        ? places.Select(place => WorkflowCommand.Of(
            "error", place.Message, ("file", Below(root, place.File)), ("line", place.Line), ("col", place.Column), ("title", title)))
        : [WorkflowCommand.Of("error", failure.Message, ("title", title))];

    private static string Below(string root, string file) =>
        Path.IsPathRooted(file) && Path.GetRelativePath(root, file) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : file;
}
