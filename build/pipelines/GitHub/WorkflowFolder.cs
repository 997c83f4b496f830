using System.Collections.Immutable;
using System.Globalization;
using Fridge.Engine;
using Fridge.Tooling.Processes;

namespace Fridge.Pipelines.GitHub;

/// <summary>The checkout's <c>.github</c>: what is there, what is to be, and the writing of that.</summary>
/// <param name="root">The checkout.</param>
public sealed class WorkflowFolder(string root)
{
    /// <param name="renewed">The list of actions, where it isn't the committed one.</param>
    public async Task<WorkflowPlan> PlanAsync(IReadOnlyCollection<Pipeline> pipelines, BuildModel build, RenewedActions? renewed, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(cancellationToken);
        return WorkflowPlan.Of(pipelines, build, renewed?.Pins ?? Pins(found), found);
    }

    /// <summary>Asks where the actions are for newer versions of those that are used.</summary>
    public async Task<RenewedActions> RenewAsync(IProcessRunner processes, string from, DateOnly today, CancellationToken cancellationToken)
    {
        var (tags, renewals) = (new ActionTags(processes, from), new List<ActionRenewal>());
        foreach (var pin in Pins(await ReadAsync(cancellationToken)).All)
            renewals.Add(ActionRenewal.Of(pin, await tags.ReadAsync(pin.Name, cancellationToken), Source(pin.Name)));
        return new RenewedActions(
            new ActionPins([.. renewals.Select(renewal => renewal.Pin)]),
            [.. renewals.Where(renewal => renewal.Later is not null).Select(renewal => $"{renewal.Pin.Name} has {renewal.Later}, which may take other inputs than {renewal.Pin.Version}: to take it, write it into {ActionPins.File}.")]);

        string Source(string action) => $"git ls-remote {tags.Address(action)}, {today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
    }

    public async Task WriteAsync(WorkflowPlan plan, CancellationToken cancellationToken)
    {
        foreach (var change in plan.Changes)
        {
            var path = Path.Combine(root, change.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (change.After is null)
                File.Delete(path);
            else
                await File.WriteAllTextAsync(path, change.After, cancellationToken);
        }
    }

    private static ActionPins Pins(ImmutableDictionary<string, string> found) => ActionPins.Parse(found.GetValueOrDefault(ActionPins.File, ""));

    private async Task<ImmutableDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var files = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var path in Paths().Where(path => File.Exists(Path.Combine(root, path))))
            files[path] = await File.ReadAllTextAsync(Path.Combine(root, path), cancellationToken);
        return files.ToImmutable();
    }

    private IEnumerable<string> Paths() => Directory.Exists(Path.Combine(root, WorkflowPlan.Folder))
        ? [ActionPins.File, .. Directory.EnumerateFiles(Path.Combine(root, WorkflowPlan.Folder)).Select(path => $"{WorkflowPlan.Folder}/{Path.GetFileName(path)}")]
        : [ActionPins.File];
}

public sealed record RenewedActions
{
    internal RenewedActions(ActionPins pins, ImmutableArray<string> later) => (Pins, Later) = (pins, later);

    internal ActionPins Pins { get; }

    /// <summary>A line for each action of which there is a version that isn't taken by itself.</summary>
    public ImmutableArray<string> Later { get; }
}
