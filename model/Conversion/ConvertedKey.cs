namespace Fridge.Model.Conversion;

/// <summary>What became of an option.</summary>
public enum KeyFate
{
    /// <summary>As it is, in <c>flink.config</c>.</summary>
    Kept,

    /// <summary>In <c>flink.config</c> by today's name or with today's value.</summary>
    Renamed,

    /// <summary>A key of the cluster file has it.</summary>
    Moved,

    /// <summary>Not needed: Fridge or Flink decides it.</summary>
    Dropped,

    /// <summary>It cannot work, or must not be written down; what stands in its place is said.</summary>
    Refused,
}

/// <summary>An option of a person's file with what became of it.</summary>
/// <param name="Value"><c>***</c> where it is a secret.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Today">What stands for it now; empty where nothing does.</param>
public sealed record ConvertedKey(string Key, string Value, int Line, int Column, KeyFate Fate, string Today, string Reason);
