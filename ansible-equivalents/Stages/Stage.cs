using Fridge.Nodes.Locks;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Stages;

/// <summary>A step of converging: what it finds, and who makes its changes.</summary>
/// <param name="Name">As the plan shows it.</param>
/// <param name="Examine">Pure.</param>
internal sealed record Stage(string Name, Func<ClusterView, IEnumerable<Finding>> Examine, IStageExecutor Executor)
{
    public StagePlan Plan(ClusterView cluster) => new(Name, [.. Examine(cluster)]);
}

/// <summary>Makes the changes of one stage.</summary>
internal interface IStageExecutor
{
    /// <param name="held">Asked before each change; what is on its way here ends when it is lost.</param>
    /// <exception cref="FactsAreOldException">Another run changed a node meanwhile.</exception>
    Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken);
}

/// <summary>Another run's step was waited for; what was read before it is no longer true.</summary>
internal sealed class FactsAreOldException(string node) : FridgeException(
    $"Another run changed {node} meanwhile.", "Run the same command again.")
{
    public string Node { get; } = node;
}
