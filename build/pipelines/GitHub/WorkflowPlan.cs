using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Tooling;

namespace Fridge.Pipelines.GitHub;

/// <summary>What <c>.github</c> is to hold beside what it holds.</summary>
public sealed record WorkflowPlan(ImmutableArray<WorkflowChange> Changes)
{
    public const string Folder = ".github/workflows";

    public bool IsEmpty => Changes.IsEmpty;

    public string Summary => $"would change {string.Join(", ", Changes.Select(change => change.Path))}";

    public IEnumerable<string> Lines => Changes.Select(change => change.Line);

    public IEnumerable<string> Contents => Changes.SelectMany(change => change.Diff);

    /// <param name="found">What is there, by path from the checkout; files that a person made stay.</param>
    /// <param name="actions">The list of actions that the workflows name, renewed or not.</param>
    /// <exception cref="FridgeException">A declaration or the list is wrong.</exception>
    internal static WorkflowPlan Of(IReadOnlyCollection<Pipeline> pipelines, BuildModel build, ActionPins actions, IReadOnlyDictionary<string, string> found)
    {
        PipelineRules.Require(pipelines, build);
        (string Path, string? Text)[] desired =
            [(ActionPins.File, actions.ToText()), .. pipelines.Select(pipeline => (PathOf(pipeline), WorkflowText.Of(WorkflowWriter.Of(pipeline, build, actions))))];
        var made = found.Where(file => file.Value.StartsWith(WorkflowText.Mark, StringComparison.Ordinal)).Select(file => file.Key);
        var left = made.Except(desired.Select(file => file.Path)).Select(path => (Path: path, Text: (string?)null));
        return new(
        [
            .. desired.Concat(left)
                .Select(file => new WorkflowChange(file.Path, found.GetValueOrDefault(file.Path), file.Text))
                .Where(change => change.Before != change.After)
                .OrderBy(change => change.Path, StringComparer.Ordinal),
        ]);
    }

    private static string PathOf(Pipeline pipeline) => $"{Folder}/{pipeline.Name}.yml";

    /// <exception cref="FridgeException">Something differs: with the difference.</exception>
    public void RefuseDifferences()
    {
        if (!IsEmpty)
        {
            throw new FridgeException("The workflows aren't as the build declares them.", "Change the declaration and not the file, then: ./build.sh Workflows")
            {
                Evidence = [.. Contents],
                Places = [.. Changes.Select(change => change.Place)],
            };
        }
    }
}
