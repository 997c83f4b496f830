using System.Globalization;
using System.Numerics;

namespace Fridge.Model.Memory;

/// <summary>A share of something larger, kept between two bounds: Flink's <c>RangeFraction</c> and <c>ProcessMemoryUtils.deriveWith…Fraction</c>.</summary>
internal sealed record RangeFraction(MemorySize Min, MemorySize Max, double Fraction)
{
    /// <param name="key">The key of the fraction, for Flink's message.</param>
    public static RangeFraction Of(FlinkOptions options, string key, MemorySize min, MemorySize max, double fraction) =>
        min <= max && fraction >= 0 && fraction < 1
            ? new(min, max, fraction)
            : throw options.Refuse($"Inconsistently configured {key} ({FlinkText.Double(fraction)}) and its min ({FlinkText.Human(min)}), max ({FlinkText.Human(max)}) value");

    /// <summary>The share of a whole that contains it.</summary>
    public MemorySize Of(MemorySize whole, FlinkOptions options) => Clamp(Times(whole, Fraction, options));

    /// <summary>The share that belongs to a rest that does not contain it.</summary>
    public MemorySize BesideOf(MemorySize rest, FlinkOptions options) => Clamp(Times(rest, Fraction / (1 - Fraction), options));

    public bool Contains(MemorySize size) => size >= Min && size <= Max;

    /// <summary><c>[64.000mb (…), 1.000gb (…)]</c></summary>
    public string Bounds => $"[{FlinkText.Human(Min)}, {FlinkText.Human(Max)}]";

    private MemorySize Clamp(MemorySize size) => size > Max ? Max : size < Min ? Min : size;

    /// <summary>Flink multiplies decimal numbers without loss (the shortest text of the double, as <c>BigDecimal.valueOf</c> takes it) and truncates.</summary>
    private static MemorySize Times(MemorySize size, double factor, FlinkOptions options)
    {
        var exact = decimal.Parse(factor.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        var scale = BigInteger.Pow(10, exact.Scale);
        var product = size.Bytes * new BigInteger(exact * (decimal)scale) / scale;
        return product <= long.MaxValue ? new((long)product) : throw options.Refuse("long overflow");
    }
}
