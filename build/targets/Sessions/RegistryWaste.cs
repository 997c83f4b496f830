using Fridge.Registry.Collection;

namespace Fridge.Targets.Sessions;

/// <param name="Reason">Why nothing at all may be deleted; null: what the plan names may.</param>
internal sealed record RegistryWaste(CollectionPlan Plan, string? Reason);
