using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Releases;

namespace Fridge.Rollout.Deploy;

/// <summary>What is to be rolled out.</summary>
/// <param name="Origin">For the record of the release.</param>
public sealed record RolloutRequest(RenderedRelease Release, ReleaseOrigin Origin)
{
    /// <summary>For secrets that the cluster lacks; a kept release needs none, since its own are kept.</summary>
    public ClusterSecrets Secrets { get; init; } = new(ImmutableSortedDictionary<string, Secret?>.Empty);

    /// <summary>What nodes pull with; null: whoever asks gets images, or they know it already.</summary>
    public PullLogin? Login { get; init; }

    public RolloutLimits Limits { get; init; } = new();

    /// <summary>The number of the kept release that this is; null: it was rendered anew.</summary>
    public int? Reapplies { get; init; }
}

/// <summary>How it went.</summary>
/// <param name="Changed">False: the cluster was already so.</param>
/// <param name="Saying">What each gate said when it opened.</param>
/// <param name="Number">Of the release that was made; null: none was, since nothing changed.</param>
public sealed record RolloutResult(bool Changed, IReadOnlyList<string> Saying, int? Number = null);
