using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Manifests;
using Fridge.Manifests.Kubernetes;
using Fridge.Manifests.Parity;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Targets;

/// <summary>The manifests of one orchestrator beside those of the other.</summary>
public sealed partial class Build
{
    [Parameter("Show what the other orchestrator would do differently, property by property, with the reason for each", For = [nameof(Manifests), nameof(Templates)])]
    private bool Parity { get; init; }

    [Parameter("More schemas of Kubernetes' objects: a folder with v1.MINOR.json", Name = "kubernetes-schemas", Placeholder = "FOLDER", Listed = false)]
    private string? SchemaFolder { get; init; }

    private KubernetesSchemas Schemas => SchemaFolder is null ? KubernetesSchemas.Shipped : KubernetesSchemas.Shipped.With(Path.Combine(RootDirectory, SchemaFolder));

    /// <summary>A person's overrides are in the words of one orchestrator: the other's templates are as they are.</summary>
    private async Task<ImmutableArray<ParityRow>> CompareAsync(RenderedRelease release, MemoryPlan plan, CancellationToken cancellationToken)
    {
        if (Cluster.IsAdopted)
            throw new FridgeException("--parity needs nodes that the cluster file names; the nodes of this cluster belong to an existing Kubernetes.", "Leave --parity out; docs/parity.md has the table.", wrongUse: true);
        var (rendering, twin) = Orchestration.OtherThan(Cluster, Schemas);
        var templates = await TemplateSet.ReadAsync(RootDirectory, rendering.TemplateFolder, null, cancellationToken);
        return ParityTable.Of(Cluster, (Rendering, release), (rendering, rendering.Rehearse(templates, twin, plan)));
    }
}
