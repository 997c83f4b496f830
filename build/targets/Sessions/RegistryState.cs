namespace Fridge.Targets.Sessions;

/// <param name="Answers">False with <c>--check</c>, where the cluster's registry would have to be started first.</param>
public sealed record RegistryState(bool Answers);
