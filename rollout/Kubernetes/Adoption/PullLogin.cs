namespace Fridge.Rollout.Kubernetes.Adoption;

/// <summary>Who the nodes of an existing Kubernetes are to the registry that their images come from.</summary>
/// <param name="Registry">As Docker's configuration names it.</param>
public sealed record PullLogin(string Registry, string User, Secret Password);
