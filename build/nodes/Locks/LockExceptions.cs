using Fridge.Tooling;

namespace Fridge.Nodes.Locks;

/// <summary>Somebody else is changing the cluster.</summary>
public sealed class LockBusyException(string cluster, string holder)
    : FridgeException($"{cluster} is being changed by {holder}.", "Wait with --wait, or try again later.")
{
    /// <summary>User, host, target and since when.</summary>
    public string Holder { get; } = holder;
}

/// <summary>The lock isn't held any more: somebody else may be changing the cluster, so nothing more is begun, and what was on its way is ended.</summary>
public sealed class LockLostException(string manager, string why)
    : FridgeException($"The lock on {manager} was lost: {why}. Nothing further was started.", "Run the same command again.");
