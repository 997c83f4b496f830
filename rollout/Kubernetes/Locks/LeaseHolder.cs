using Fridge.Nodes.Locks;

namespace Fridge.Rollout.Kubernetes.Locks;

/// <summary>Who holds a Lease, as it says it: the same person may run the same thing twice.</summary>
internal static class LeaseHolder
{
    public static string New(LockHolder holder) => $"{holder} [{Guid.NewGuid():N}]";

    public static string ForPeople(string holder) => holder.Split(" [")[0];
}
