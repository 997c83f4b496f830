namespace Fridge.Model;

/// <summary>What <c>flink.config</c> says about the state backend.</summary>
internal static class StateBackend
{
    private static readonly string[] Keys = ["state.backend.type", "state.backend"];

    /// <summary>The key that asks for RocksDB, by its short name or by its factory class; null where none does.</summary>
    public static string? RocksDbKey(IReadOnlyDictionary<string, string> config) => Keys.FirstOrDefault(
        key => config.TryGetValue(key, out var backend) && IsRocksDb(backend));

    /// <summary>RocksDB itself, or ForSt, its successor in Flink 2: both are native libraries of the same builds.</summary>
    public static bool IsRocksDb(string backend) =>
        backend.Contains("rocksdb", StringComparison.OrdinalIgnoreCase) || backend.Contains("forst", StringComparison.OrdinalIgnoreCase);

    public static bool IsRocksDb(IReadOnlyDictionary<string, string> config) => RocksDbKey(config) is not null;
}
