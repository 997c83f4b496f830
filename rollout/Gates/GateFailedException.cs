using Fridge.Rollout.Orchestration;
using Fridge.Tooling;

namespace Fridge.Rollout.Gates;

/// <summary>A gate that will not open, or did not in time: the reason, and as evidence the node, the instance and its last log lines.</summary>
internal sealed class GateFailedException(string message, string? nextStep = null, Exception? inner = null)
    : FridgeException(message, nextStep, inner: inner)
{
    /// <summary>The instance that failed, where it was one.</summary>
    public Instance? Instance { get; init; }
}
