using Fridge.Nodes.Locks;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;

namespace Fridge.Provisioning.Apply;

/// <summary>One node after another, so that what runs on a cluster is never ended everywhere at once: those first that the others need least.</summary>
internal sealed class InTurns(IStageExecutor each) : IStageExecutor
{
    public async Task ApplyAsync(ClusterView cluster, IReadOnlyList<Change> changes, ILockHandle held, CancellationToken cancellationToken)
    {
        var byNode = changes.ToLookup(change => change.Node);
        foreach (var node in cluster.WorkersFirst.Select(node => node.Name).Where(byNode.Contains))
            await each.ApplyAsync(cluster, [.. byNode[node]], held, cancellationToken);
    }
}
