using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Manifests;
using Fridge.Model;
using Fridge.Nodes;

namespace Fridge.Targets;

/// <summary>What <c>--plan</c> shows under the tree of targets.</summary>
public sealed partial class Build
{
    /// <summary>As the cluster file's reader found them; a run says them with <see cref="Memory"/>.</summary>
    protected override IEnumerable<string> PlanWarnings() => AsksForACluster ? Document.Warnings.Select(warning => warning.ToString()) : [];

    protected override async Task<ImmutableArray<TextTable>> PlanTablesAsync(ImmutableArray<string> targets, CancellationToken cancellationToken)
    {
        var tables = ImmutableArray.CreateBuilder<TextTable>();
        if (targets.Contains(nameof(Manifests)))
            tables.Add(Tables.Placement(ClusterServices.Of(Cluster), await RehearsedAsync(cancellationToken)));
        if (targets.Any(ReachesNodes))
            tables.Add(Tables.Routes(await FindRoutesAsync(cancellationToken)));
        return tables.ToImmutable();
    }

    /// <summary>What the templates with this cluster's overrides come to; refuses what <see cref="Memory"/> and <see cref="Templates"/> would refuse.</summary>
    private async Task<RenderedRelease> RehearsedAsync(CancellationToken cancellationToken) => Rendering.Rehearse(
        await TemplateSet.ReadAsync(RootDirectory, Rendering.TemplateFolder, Cluster.Name, cancellationToken), Cluster, MemoryPlan.For(Cluster));

    private bool ReachesNodes(string target) =>
        Source.AreReached && (target is nameof(Nodes) or nameof(Attached) || (target == nameof(Destroy) && Source.Removal is null));

    private Task<ImmutableArray<NodeRoute>> FindRoutesAsync(CancellationToken cancellationToken) =>
        FanOut.Short.RunAsync(Addresses(Source.Expected), new RouteFinder(Processes, ClusterKey).FindAsync, cancellationToken);
}
