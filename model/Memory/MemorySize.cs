using System.Globalization;
using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary>A size in bytes. Written and read as Flink does: <c>512m</c>, <c>1g</c>; 1k is 1024 bytes.</summary>
[JsonConverter(typeof(MemorySizeConverter))]
public readonly record struct MemorySize(long Bytes) : IComparable<MemorySize>
{
    public static readonly MemorySize Zero = new(0);

    /// <summary>Flink's <c>MemorySize.MAX_VALUE</c>: no bound.</summary>
    public static readonly MemorySize Max = new(long.MaxValue);

    public static MemorySize Mebibytes(long count) => new(count << 20);

    public static MemorySize operator +(MemorySize left, MemorySize right) => new(checked(left.Bytes + right.Bytes));

    public static MemorySize operator -(MemorySize left, MemorySize right) => new(checked(left.Bytes - right.Bytes));

    public static bool operator <(MemorySize left, MemorySize right) => left.Bytes < right.Bytes;

    public static bool operator >(MemorySize left, MemorySize right) => left.Bytes > right.Bytes;

    public static bool operator <=(MemorySize left, MemorySize right) => left.Bytes <= right.Bytes;

    public static bool operator >=(MemorySize left, MemorySize right) => left.Bytes >= right.Bytes;

    /// <summary>Digits, then a unit that may stand apart and in any case, as <c>org.apache.flink.configuration.MemorySize.parse</c> reads it; no unit means bytes.</summary>
    public static bool TryParse(string text, out MemorySize size)
    {
        size = Zero;
        var trimmed = text.Trim();
        var digits = trimmed.TakeWhile(char.IsAsciiDigit).Count();
        if (UnitOf(trimmed[digits..].Trim()) is not { } unit
            || !long.TryParse(trimmed[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > long.MaxValue / unit)
        {
            return false;
        }

        size = new(count * unit);
        return true;
    }

    public int CompareTo(MemorySize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>As Flink's configuration and the engine take it, without loss: <c>512m</c>, or <c>241591914b</c>.</summary>
    public string ToConfig() => Bytes switch
    {
        0 => "0b",
        _ when Bytes % (1L << 20) == 0 => string.Create(CultureInfo.InvariantCulture, $"{Bytes >> 20}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Bytes}b"),
    };

    /// <summary>For people: <c>512 MiB</c>, one decimal where it isn't whole.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1048576.0:0.#} MiB");

    /// <summary>The units of Flink's <c>MemorySize.MemoryUnit</c>.</summary>
    private static long? UnitOf(string unit) => unit.ToLowerInvariant() switch
    {
        "" or "b" or "bytes" => 1,
        "k" or "kb" or "kibibytes" => 1L << 10,
        "m" or "mb" or "mebibytes" => 1L << 20,
        "g" or "gb" or "gibibytes" => 1L << 30,
        "t" or "tb" or "tebibytes" => 1L << 40,
        _ => null,
    };
}
