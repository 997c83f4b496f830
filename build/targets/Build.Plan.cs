using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Targets.Sessions;

namespace Fridge.Targets;

/// <summary>What <c>--plan</c> shows under the tree of targets.</summary>
public sealed partial class Build
{
    protected override async Task<ImmutableArray<TextTable>> PlanTablesAsync(ImmutableArray<string> targets, CancellationToken cancellationToken)
    {
        var tables = ImmutableArray.CreateBuilder<TextTable>();
        if (targets.Contains(nameof(Manifests)))
            tables.Add(Tables.Placement(PlacementPlan.Of(Cluster)));
        if (targets.Any(ReachesNodes))
            tables.Add(Tables.Routes(await FindRoutesAsync(cancellationToken)));
        return tables.ToImmutable();
    }

    private bool ReachesNodes(string target) =>
        target is nameof(Nodes) or nameof(Attached) || (target == nameof(Destroy) && Source.Removal is null);

    private Task<ImmutableArray<NodeRoute>> FindRoutesAsync(CancellationToken cancellationToken) =>
        FanOut.Short.RunAsync(Addresses(Source.Expected), new RouteFinder(Processes, ClusterKey).FindAsync, cancellationToken);
}
