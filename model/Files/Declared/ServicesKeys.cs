using Fridge.Model.Reading;

namespace Fridge.Model.Declared;

/// <summary><c>services:</c>.</summary>
internal static class ServicesKeys
{
    private const string NodeRule = "the name of one of the nodes";

    public static readonly TextKey ObjectStoreNode = new("node", "The node that runs it and keeps its data, in `/var/lib/fridge/object-store`, where it stays whatever becomes of the cluster; on another node it begins empty.", Names.Host(), NodeRule)
    {
        Otherwise = "the first manager",
        Example = "pico-0",
    };

    public static readonly MemoryKey ObjectStoreMemory = new("memory", "Its whole process.") { Fallback = ObjectStoreSettings.DefaultMemory };

    public static readonly MapKey ObjectStore = new(
        "objectStore",
        "An S3 server of the cluster's own, in which Flink keeps checkpoints and savepoints as soon as it is on; its credentials are generated once, and the orchestrator alone has them.",
        ObjectStoreNode,
        ObjectStoreMemory)
    {
        Example = "{node: pico-0}",
        Since = "0.2",
    };

    public static readonly MapKey All = new("services", "What runs beside Flink where it's asked for; `{}` behind a name takes all its defaults.", ObjectStore)
    {
        Example = "{objectStore: {}}",
        Since = "0.2",
    };
}
