namespace Fridge.Rollout.Secrets;

/// <summary>A secret that the orchestrator lacks.</summary>
/// <param name="Content">What the file in the container says.</param>
public sealed record NewSecret(string Name, Secret Content);

/// <param name="Id">The orchestrator's own.</param>
public sealed record ObservedSecret(string Id, string Name);
