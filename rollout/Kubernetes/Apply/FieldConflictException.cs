using System.Collections.Immutable;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Tooling;

namespace Fridge.Rollout.Kubernetes.Apply;

/// <summary>Another tool, or a person, has set fields that the release sets: they are taken over only where that was asked for.</summary>
internal sealed class FieldConflictException(string kind, string name, ImmutableArray<FieldOfAnother> conflicts) : FridgeException(
    $"{kind} {name}: {string.Join("; ", conflicts.GroupBy(conflict => conflict.Manager).Select(by => $"{by.Key} has set {string.Join(", ", by.Select(conflict => conflict.Field))}"))}. Nothing of {name} was changed.",
    "Let them give up the field, or take it over: the same command with --force-conflicts.");
