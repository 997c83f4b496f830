using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Gates;

namespace Fridge.Rollout.Deploy;

/// <summary>What is to be rolled out, and where the commands go.</summary>
/// <param name="Manager">The name of the first manager.</param>
/// <param name="By">User and host, for the record of the release.</param>
public sealed record RolloutRequest(RenderedRelease Stack, string Manager, string By)
{
    public RolloutLimits Limits { get; init; } = new();
}

/// <summary>How it went.</summary>
/// <param name="Changed">False: the cluster was already so.</param>
/// <param name="Saying">What each gate said when it opened.</param>
public sealed record RolloutResult(bool Changed, IReadOnlyList<string> Saying);
