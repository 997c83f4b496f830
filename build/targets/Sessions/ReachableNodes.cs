using Fridge.Model;

namespace Fridge.Targets.Sessions;

/// <summary>The cluster with all that a session to its nodes needs.</summary>
public sealed record ReachableNodes(Cluster Cluster);
