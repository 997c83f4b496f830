namespace Fridge.Model.Conversion;

/// <summary>State and its checkpoints: 1.13 parted the backend from the storage (FLIP-142), and 32-bit ARM has one backend.</summary>
internal static class StateRule
{
    private const string Backend = "state.backend.type";
    private const string Storage = "execution.checkpointing.storage";
    private const string OwnFolder = "; a folder of each container, which is removed with it and which no other node sees: use storage that all nodes reach, such as s3://…";

    private static readonly string[] Backends = [Backend, "state.backend"];

    private static readonly string[] StorageNames = [Storage, "state.checkpoint-storage"];

    private static readonly string[] Folders = ["execution.checkpointing.dir", "execution.checkpointing.savepoint-dir", "high-availability.storageDir"];

    public static Outcome? Apply(ConfEntry entry, string key, ConversionContext context) => key switch
    {
        Backend when StateBackend.IsRocksDb(entry.Value) => context.HasArm32 ? WithoutRocksDb() : null,
        Backend => Legacy(entry, context),
        _ when context.HasArm32 && IsOfRocksDb(key) => Outcome.Dropped("RocksDB has no library for 32-bit ARM, so nothing reads it"),
        _ => Folders.Contains(key) ? Folder(entry, key, context) : null,
    };

    private static bool IsOfRocksDb(string key) =>
        key.StartsWith("state.backend.rocksdb.", StringComparison.Ordinal) || key.StartsWith("state.backend.forst.", StringComparison.Ordinal);

    private static Outcome WithoutRocksDb()
    {
        var rule = SupportMatrix.Configs.Single(rule => rule.Id == "rocksdb-arm32");
        return Outcome.Refused(
            $"{rule.Reason}; state must fit the heap, or the workers be arm64 (--platforms arm64)",
            $"{Backend}: hashmap",
            settings => settings.With(Backend, "hashmap"));
    }

    /// <summary>The names of before 1.13 meant a backend and a storage at once.</summary>
    private static Outcome? Legacy(ConfEntry entry, ConversionContext context) =>
        StorageOf(entry.Value) is { } storage ? Parted(storage, context) : null;

    private static string? StorageOf(string? backend) => backend switch
    {
        "filesystem" or "org.apache.flink.runtime.state.filesystem.FsStateBackendFactory" => "filesystem",
        "jobmanager" or "org.apache.flink.runtime.state.memory.MemoryStateBackendFactory" => "jobmanager",
        _ => null,
    };

    private static Outcome Parted(string storage, ConversionContext context)
    {
        var takesStorage = !context.HasAny(StorageNames);
        return new(
            KeyFate.Renamed,
            takesStorage ? $"{Backend}: hashmap, {Storage}: {storage}" : $"{Backend}: hashmap",
            "since Flink 1.13 where state lives (the heap) and where its checkpoints go are two options",
            settings => (takesStorage ? settings.With(Storage, storage) : settings).With(Backend, "hashmap"));
    }

    /// <summary>Fridge's own configuration keeps checkpoints in the JobManager's heap: a folder alone would change nothing.</summary>
    private static Outcome Folder(ConfEntry entry, string key, ConversionContext context)
    {
        var isRenamed = key != entry.Key;
        var setsStorage = key == Folders[0] && !context.HasAny(StorageNames) && !Backends.Any(name => StorageOf(context.Value(name)) is not null);
        var local = entry.Value.StartsWith("file:", StringComparison.Ordinal) || entry.Value.StartsWith('/');
        return new(
            isRenamed ? KeyFate.Renamed : KeyFate.Kept,
            setsStorage ? $"{key}, {Storage}: filesystem" : key,
            (isRenamed ? "the older name is deprecated" : "as it was") + (setsStorage ? "; otherwise Fridge keeps checkpoints in the JobManager" : "") + (local ? OwnFolder : ""),
            settings => (setsStorage ? settings.With(Storage, "filesystem") : settings).With(key, entry.Value));
    }
}
