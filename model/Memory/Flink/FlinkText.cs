using System.Globalization;

namespace Fridge.Model.Memory;

/// <summary>Numbers as Flink's messages and options write them.</summary>
internal static class FlinkText
{
    private static readonly (long Bytes, string Name)[] Units = [(1L << 40, "tb"), (1L << 30, "gb"), (1L << 20, "mb"), (1L << 10, "kb")];

    /// <summary><c>MemorySize.toHumanReadableString</c>: the largest unit that is smaller than the size.</summary>
    public static string Human(MemorySize size)
    {
        var unit = Units.FirstOrDefault(unit => size.Bytes > unit.Bytes);
        return unit.Name is null
            ? string.Create(CultureInfo.InvariantCulture, $"{size.Bytes} bytes")
            : string.Create(CultureInfo.InvariantCulture, $"{(double)size.Bytes / unit.Bytes:F3}{unit.Name} ({size.Bytes} bytes)");
    }

    /// <summary>The value of a memory option: <c>67108864b</c>.</summary>
    public static string Option(MemorySize size) => string.Create(CultureInfo.InvariantCulture, $"{size.Bytes}b");

    /// <summary>Java's <c>Double.toString</c> for what appears here: a whole number keeps its <c>.0</c>.</summary>
    public static string Double(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.All(character => char.IsAsciiDigit(character) || character == '-') ? text + ".0" : text;
    }
}
