namespace Fridge.Model;

/// <summary>A memory key that Fridge sets where the cluster file doesn't, because Flink's own default does not suit the board.</summary>
/// <param name="Key">Flink's key.</param>
/// <param name="Value">As in Flink's configuration.</param>
/// <param name="Reason">Why Flink's default isn't taken.</param>
public sealed record MemoryDefault(string Key, string Value, string Reason);
