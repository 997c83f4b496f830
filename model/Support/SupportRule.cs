namespace Fridge.Model;

/// <summary>A row of the support matrix about one node: what does not work and what does.</summary>
/// <param name="Id">A short name for documentation and tests.</param>
/// <param name="Applies">Whether the node is meant.</param>
/// <param name="Reason">Why it cannot work.</param>
/// <param name="Instead">What to use.</param>
/// <param name="Source">Where the reason is from.</param>
internal sealed record NodeRule(string Id, Func<Board, OperatingSystem, bool> Applies, string Reason, string Instead, string Source);

/// <summary>A row of the support matrix about the cluster and its <c>flink.config</c>.</summary>
/// <param name="Id">A short name for documentation and tests.</param>
/// <param name="Find">The key of <c>flink.config</c> that is meant; null where the rule does not apply.</param>
/// <param name="Reason">Why it cannot work.</param>
/// <param name="Instead">What to use.</param>
/// <param name="Source">Where the reason is from.</param>
internal sealed record ConfigRule(string Id, Func<Cluster, string?> Find, string Reason, string Instead, string Source)
{
    /// <summary>True: it works, but does nothing; warned only.</summary>
    public bool IsWarning { get; init; }
}

/// <summary>A row of the support matrix about an orchestrator of Kubernetes and the nodes that it is to run on.</summary>
/// <param name="Id">A short name for documentation and tests.</param>
/// <param name="Key">The key of <c>kubernetes:</c> that is to change; null: the orchestrator.</param>
/// <param name="Applies">Whether the cluster is meant.</param>
/// <param name="What">What cannot work, in words.</param>
/// <param name="Reason">Why it cannot work.</param>
/// <param name="Instead">What to use.</param>
/// <param name="Source">Where the reason is from.</param>
internal sealed record KubernetesRule(string Id, Key? Key, Func<Cluster, bool> Applies, Func<Cluster, string> What, string Reason, string Instead, string Source);
