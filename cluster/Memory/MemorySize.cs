using System.Globalization;

namespace Fridge.Clusters;

/// <summary>A size in bytes. Written and read as Flink does: <c>512m</c>, <c>1g</c>; 1k is 1024 bytes.</summary>
public readonly record struct MemorySize(long Bytes) : IComparable<MemorySize>
{
    public static readonly MemorySize Zero = new(0);

    public static MemorySize Mebibytes(long count) => new(count << 20);

    public static MemorySize operator +(MemorySize left, MemorySize right) => new(checked(left.Bytes + right.Bytes));

    public static MemorySize operator -(MemorySize left, MemorySize right) => new(checked(left.Bytes - right.Bytes));

    public static bool operator <(MemorySize left, MemorySize right) => left.Bytes < right.Bytes;

    public static bool operator >(MemorySize left, MemorySize right) => left.Bytes > right.Bytes;

    public static bool operator <=(MemorySize left, MemorySize right) => left.Bytes <= right.Bytes;

    public static bool operator >=(MemorySize left, MemorySize right) => left.Bytes >= right.Bytes;

    public int CompareTo(MemorySize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>For people: <c>512 MiB</c>, one decimal where it isn't whole.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1048576.0:0.#} MiB");
}
