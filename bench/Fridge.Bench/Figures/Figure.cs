namespace Fridge.Bench.Figures;

/// <summary>One measured number.</summary>
/// <param name="Name">For programs: <c>deploy/cold</c>.</param>
/// <param name="Label">For people.</param>
/// <param name="Unit"><c>s</c> for seconds, <c>MB</c> for a million bytes, <c>x</c> for a ratio.</param>
internal sealed record Figure(string Name, string Label, double Value, string Unit)
{
    /// <summary>A million bytes each.</summary>
    public static Figure Megabytes(string name, string label, long bytes) => new(name, label, bytes / 1e6, "MB");

    public static Figure Seconds(string name, string label, TimeSpan time) => new(name, label, time.TotalSeconds, "s");
}
