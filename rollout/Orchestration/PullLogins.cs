namespace Fridge.Rollout.Orchestration;

/// <summary>What a run has told an orchestrator that keeps no such thing by itself; null: nobody wants to know, or nobody has told it yet.</summary>
internal sealed class PullLogins
{
    public PullLogin? Told { get; set; }
}
