using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary><c>services.objectStore</c>: the cluster's own S3 server.</summary>
/// <param name="Node">Which node runs it and keeps its data; null: the first manager.</param>
/// <param name="Memory">Of its whole process: the container's limit.</param>
public sealed record ObjectStoreSettings(string? Node, MemorySize Memory)
{
    public static readonly MemorySize DefaultMemory = MemorySize.Mebibytes(224);

    /// <summary>What its JVM takes beside the heap.</summary>
    private static readonly MemorySize BesideHeap = MemorySize.Mebibytes(160);

    private static readonly MemorySize LeastHeap = MemorySize.Mebibytes(32);

    public static MemorySize LeastMemory { get; } = BesideHeap + LeastHeap;

    [JsonIgnore]
    public MemorySize Heap => Memory - BesideHeap;
}
