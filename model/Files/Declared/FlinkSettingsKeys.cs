using Fridge.Model.Reading;

namespace Fridge.Model.Declared;

/// <summary><c>flink:</c>.</summary>
internal static class FlinkSettingsKeys
{
    private static readonly MemorySize Memory = MemorySize.Mebibytes(512);

    public static readonly TextKey Version = new("version", "Flink's release: 1.20.x, or 2.x, which nobody has run.", NameRules.Word(), "a Flink release such as 1.20.5")
    {
        Fallback = FlinkReleases.Default,
    };

    public static readonly IntegerKey UiPort = new("uiPort", "The port of Flink's REST and UI: on the first manager with Swarm, on every node with Kubernetes, from 30000 to 32767 there.", 1, 65535)
    {
        Otherwise = "`8081`; with Kubernetes `30081`",
        Example = "8081",
    };

    public static readonly ListKey<System.Net.IPNetwork> AllowFrom = new(
        new NetworkKey("allowFrom", "Networks that may reach Flink's REST beside the nodes themselves. Flink's REST has no authentication and runs any jar."),
        "a list of networks: [192.168.1.0/24]")
    {
        Example = "[192.168.1.0/24]",
    };

    public static readonly OpenMapKey Config = new("config", "Flink's own options, flat or nested, checked against the memory plan. In place of a secret, write where it comes from: `{env: NAME}`, `{file: PATH}`, `{prompt: true}` or `{generate: true}`.")
    {
        Otherwise = "`{}`",
        Example = "{restart-strategy.type: fixed-delay}",
    };

    public static readonly MemoryKey JobManagerMemory = new("memory", "The JobManager's whole process, Flink's total process memory.") { Fallback = Memory };

    public static readonly MapKey JobManager = new("jobManager", "The JobManager.", JobManagerMemory) { Example = "{memory: 512m}" };

    public static readonly IntegerKey Replicas = new("replicas", "How many TaskManagers, at most one per worker.", 1, Hostlist.Most)
    {
        Otherwise = "as many as workers",
        Example = "2",
    };

    public static readonly IntegerKey Slots = new("slots", "Task slots of each TaskManager.", 1, 128) { Fallback = 1 };

    public static readonly MemoryKey TaskManagerMemory = new("memory", "Each TaskManager's whole process, Flink's total process memory.") { Fallback = Memory };

    public static readonly MapKey TaskManager = new("taskManager", "The TaskManagers, which are alike.", Replicas, Slots, TaskManagerMemory)
    {
        Example = "{replicas: 2, slots: 1, memory: 512m}",
    };

    public static readonly MapKey All = new("flink", "Flink itself.", Version, UiPort, AllowFrom, Config, JobManager, TaskManager)
    {
        Example = "{version, uiPort, config, jobManager, taskManager}",
    };
}
