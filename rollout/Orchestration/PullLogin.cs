namespace Fridge.Rollout.Orchestration;

/// <summary>Who a cluster's nodes are to the registry that the cluster file names.</summary>
/// <param name="Registry">As Docker's configuration names it.</param>
public sealed record PullLogin(string Registry, string User, Secret Password);
