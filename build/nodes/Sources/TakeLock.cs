using Fridge.Nodes.Locks;

namespace Fridge.Nodes.Sources;

/// <summary>Takes the cluster's lock on one node, for a source that is about to make, replace or remove nodes.</summary>
/// <param name="sessions">The source's own way to nodes that run; it needs no key.</param>
/// <returns>Null: this run holds it already.</returns>
/// <exception cref="LockBusyException">Somebody else changes the cluster.</exception>
public delegate Task<ILockHandle?> TakeLock(INodeSessions sessions, string node, CancellationToken cancellationToken);
