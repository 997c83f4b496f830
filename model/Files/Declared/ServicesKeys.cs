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

    public static readonly TextKey MonitoringNode = new("node", "The node that runs Prometheus and keeps its data, in `/var/lib/fridge/prometheus`; on another node it begins empty.", Names.Host(), NodeRule)
    {
        Otherwise = "the first manager",
        Example = "pico-0",
    };

    public static readonly MemoryKey MonitoringMemory = new("memory", "Prometheus' whole process; each node's exporter takes 64 MiB beside it.") { Fallback = MonitoringSettings.DefaultMemory };

    public static readonly MemoryKey Retention = new("retention", "How much Prometheus keeps on that node's disk: beyond it the oldest goes.") { Fallback = MonitoringSettings.DefaultRetention };

    public static readonly DurationKey Interval = new("interval", "How often Prometheus asks Flink and the nodes.", TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2)) { Fallback = MonitoringSettings.DefaultInterval };

    public static readonly IntegerKey MonitoringPort = new("port", "The port of Prometheus, which the cluster's nodes alone reach: on its node with Swarm, on every node with Kubernetes, from 30000 to 32767 there.", 1, 65535)
    {
        Otherwise = "`9090`; with Kubernetes `30090`",
        Example = "9090",
    };

    public static readonly MapKey Monitoring = new(
        "monitoring",
        "A Prometheus of the cluster's own with alert rules, which asks Flink, and a node exporter on every node.",
        MonitoringNode,
        MonitoringMemory,
        Retention,
        Interval,
        MonitoringPort)
    {
        Example = "{retention: 1g}",
        Since = "0.2",
    };

    public static readonly MapKey All = new("services", "What runs beside Flink where it's asked for; `{}` behind a name takes all its defaults.", ObjectStore, Monitoring)
    {
        Example = "{objectStore: {}, monitoring: {}}",
        Since = "0.2",
    };
}
