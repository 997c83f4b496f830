using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The rules between <c>services</c>, <c>state</c>, <c>flink.config</c> and the nodes.</summary>
internal static class StateRules
{
    /// <summary>Flink 1.x's names for what the place of state decides.</summary>
    private static readonly string[] Earlier = ["state.checkpoints.dir", "state.savepoints.dir", "state.checkpoint-storage"];

    public static void Apply(Cluster cluster, StateDraft draft, MapReader? flink, Findings findings)
    {
        if (cluster.ObjectStore is { } store)
            CheckStore(cluster, store, draft.Store!, findings);
        if (cluster.StateFolder is { } folder)
            CheckFolder(cluster, folder, draft.State!, flink, findings);
        if (cluster.ObjectStore is not null && (cluster.Bucket is not null || cluster.StateFolder is not null))
            findings.Refuse(draft.Store!.At, $"'services.objectStore' beside '{(cluster.Bucket is null ? "state.path" : "state.s3")}'", "one place for checkpoints: leave one of the two out");
        if (cluster.Bucket is not null && cluster.StateFolder is not null)
            findings.Refuse(draft.State!.PlaceOf(StateKeys.Path), "'state.path' beside 'state.s3'", "one place for checkpoints: leave one of the two out");
        if (cluster.S3 is not { } state)
            return;
        CheckVersion(cluster, flink, findings);
        CheckConfig(cluster, state, flink, findings);
    }

    /// <summary>A plug-in is of Flink's own line.</summary>
    private static void CheckVersion(Cluster cluster, MapReader? flink, Findings findings)
    {
        if (!cluster.Flink.Version.StartsWith(S3State.FlinkLine + ".", StringComparison.Ordinal))
            findings.Refuse(flink?.PlaceOf(FlinkSettingsKeys.Version) ?? new Position(1, 1), $"Flink {cluster.Flink.Version} with its state in a bucket", $"Flink {S3State.FlinkLine}.x: Fridge has the file system for S3 of that line only (images/flink/jars.lock)");
    }

    private static void CheckStore(Cluster cluster, ObjectStoreSettings store, MapReader reader, Findings findings)
    {
        ServiceRules.CheckNode(cluster, store.Node, "services.objectStore.node", reader, ServicesKeys.ObjectStoreNode, findings);
        if (store.Memory < ObjectStoreSettings.LeastMemory)
            findings.Refuse(reader.PlaceOf(ServicesKeys.ObjectStoreMemory), $"'services.objectStore.memory' is {store.Memory}", $"at least {ObjectStoreSettings.LeastMemory}: its JVM takes most of that beside a heap");
        if (cluster.Orchestrator == Orchestrator.Kubernetes)
            findings.Refuse(reader.At, "'services.objectStore' with 'orchestrator: kubernetes'", "state.s3: Fridge makes no folder for its data on nodes that aren't its own");
    }

    private static void CheckFolder(Cluster cluster, SharedFolder folder, MapReader reader, MapReader? flink, Findings findings)
    {
        var place = reader.PlaceOf(StateKeys.Path);
        if (SharedFolder.OwnerOf(folder.Path) is { } owner)
            findings.Refuse(place, $"'state.path' is {folder.Path}, and nodes or Flink's containers have a {owner} of their own", "a folder that nothing else uses: /mnt/flink");
        if (cluster.IsAdopted)
            findings.Refuse(place, "'state.path' with 'orchestrator: kubernetes'", "state.s3: Fridge looks at no folder of nodes that aren't its own");
        ServiceRules.CheckConfig(
            cluster.Flink.Config.Keys.Concat(cluster.Flink.Secrets.Keys),
            [.. folder.Options.Select(option => option.Key), .. Earlier],
            "state.path", flink, findings);
    }

    /// <summary>All other options of <c>s3.*</c> are the person's.</summary>
    private static void CheckConfig(Cluster cluster, S3State state, MapReader? flink, Findings findings) => ServiceRules.CheckConfig(
        cluster.Flink.Config.Keys.Concat(cluster.Flink.Secrets.Keys),
        [.. state.Options.Select(option => option.Key), .. state.Secrets.Select(secret => secret.Option), .. Earlier],
        cluster.Bucket is null ? "services.objectStore" : "state.s3", flink, findings);
}
