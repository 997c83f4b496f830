namespace Fridge.Rollout.Orchestration;

/// <summary>Who a cluster's nodes are to the registry that the cluster file names.</summary>
/// <param name="Registry">As Docker's configuration names it.</param>
public sealed record PullLogin(string Registry, string User, Secret Password);

/// <summary>What a run has told an orchestrator that keeps no such thing by itself; null: nobody wants to know, or nobody has told it yet.</summary>
internal sealed class PullLogins
{
    public PullLogin? Told { get; set; }
}
