using System.Collections.Immutable;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Releases;

namespace Fridge.Rollout.Images;

/// <summary>The images that must stay in the cluster's registry: what the orchestrator runs or may start again, and what kept releases need.</summary>
/// <param name="References">By digest: <c>registry.fridge:5000/flink@sha256:…</c></param>
/// <param name="Reason">Why nothing at all may be deleted; null: what isn't named may.</param>
public sealed record KeptImages(ImmutableSortedSet<string> References, string? Reason)
{
    public static async Task<KeptImages> ReadAsync(IOrchestrator orchestrator, CancellationToken cancellationToken)
    {
        var observed = await orchestrator.ReadAsync(cancellationToken);
        var retention = new Retention(ReleaseHistory.Of(observed.Records));
        return new KeptImages(retention.Images.Union(await orchestrator.ImagesInUseAsync(cancellationToken)), retention.Reason);
    }
}
