using Fridge.Model.Reading;

namespace Fridge.Model.Declared;

/// <summary><c>services:</c>.</summary>
internal static class ServicesKeys
{
    private const string NodeRule = "the name of one of the nodes";

    public static readonly TextKey ObjectStoreNode = new("node", "The node that runs the object store and keeps its data, in `/var/lib/fridge/object-store`; the data stays there even when the cluster is removed. On another node the store begins empty.", NameRules.Host(), NodeRule)
    {
        Otherwise = "the first manager",
        Example = "pico-0",
    };

    public static readonly MemoryKey ObjectStoreMemory = new("memory", "The object store's whole process.") { Fallback = ObjectStoreSettings.DefaultMemory };

    public static readonly MapKey ObjectStore = new(
        "objectStore",
        "The cluster's own S3 server, in which Flink keeps checkpoints and savepoints as soon as it is on; its credentials are generated once, and only the orchestrator has them.",
        ObjectStoreNode,
        ObjectStoreMemory)
    {
        Example = "{node: pico-0}",
        Since = "0.2",
    };

    public static readonly TextKey MonitoringNode = new("node", "The node that runs Prometheus and keeps its data, in `/var/lib/fridge/prometheus`. On another node it begins empty.", NameRules.Host(), NodeRule)
    {
        Otherwise = "the first manager",
        Example = "pico-0",
    };

    public static readonly MemoryKey MonitoringMemory = new("memory", "Prometheus' whole process; each node's exporter takes 64 MiB beside it.") { Fallback = MonitoringSettings.DefaultMemory };

    public static readonly MemoryKey Retention = new("retention", "How much Prometheus keeps on that node's disk: beyond that the oldest data is deleted.") { Fallback = MonitoringSettings.DefaultRetention };

    public static readonly DurationKey Interval = new("interval", "How often Prometheus asks Flink and the nodes.", TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2)) { Fallback = MonitoringSettings.DefaultInterval };

    public static readonly IntegerKey MonitoringPort = new("port", "The port of Prometheus, which only the cluster's nodes can reach: on its node with Swarm, on every node with Kubernetes, from 30000 to 32767 there.", 1, 65535)
    {
        Otherwise = "`9090`; with Kubernetes `30090`",
        Example = "9090",
    };

    public static readonly MapKey Monitoring = new(
        "monitoring",
        "The cluster's own Prometheus with alert rules, which asks Flink, and a node exporter on every node.",
        MonitoringNode,
        MonitoringMemory,
        Retention,
        Interval,
        MonitoringPort)
    {
        Example = "{retention: 1g}",
        Since = "0.2",
    };

    public static readonly MapKey All = new("services", "Services beside Flink; each runs only where it is named here, and `{}` after a name takes all its defaults.", ObjectStore, Monitoring)
    {
        Example = "{objectStore: {}, monitoring: {}}",
        Since = "0.2",
    };
}
