using Fridge.Model;

namespace Fridge.Registry.Running;

/// <summary>Too little room on a node for what it is about to take.</summary>
public sealed class NodeDiskFullException(string node, long freeBytes, long neededBytes) : FridgeException(
    $"{node} has {new MemorySize(freeBytes)} free where its engine keeps images; {new MemorySize(neededBytes)} are needed (twice what it will take).",
    $"Make room on {node}, for example: docker system prune, or a larger SD card.")
{
    public string Node { get; } = node;

    public long FreeBytes { get; } = freeBytes;

    public long NeededBytes { get; } = neededBytes;
}

internal static class FreeSpace
{
    // Compressed layers, and the same unpacked beside them while it pulls; of what the registry takes the second half is room that stays.
    private const int Factor = 2;

    /// <exception cref="NodeDiskFullException">Less is free than twice the bytes.</exception>
    public static void Demand(FormedCluster cluster, string node, long bytes)
    {
        var free = cluster.Nodes.Single(known => known.Name == node).Facts.EngineDiskFreeBytes;
        if (free < bytes * Factor) throw new NodeDiskFullException(node, free, bytes * Factor);
    }
}
