using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>Keys that <c>flink.config</c> may not hold: they have a place of their own in the cluster file, belong to the wiring, or are Flink's old spellings.</summary>
internal static class OwnedKeys
{
    private const string Convert = "./build.sh Convert flink-conf.yaml says what becomes of it";
    private const string JobManagerHeap = "flink.jobManager.memory, the whole process: the old key was its heap, and " + Convert;
    private const string TaskManagerHeap = "flink.taskManager.memory, the whole process: the old key was all except the JVM's own memory, and " + Convert;
    private const string Wiring = "Fridge sets it: services find each other by name on the overlay network";

    /// <summary>Key to what to do instead.</summary>
    public static readonly ImmutableSortedDictionary<string, string> All = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>
    {
        ["jobmanager.memory.process.size"] = "flink.jobManager.memory",
        ["taskmanager.memory.process.size"] = "flink.taskManager.memory",
        ["taskmanager.numberOfTaskSlots"] = "flink.taskManager.slots",
        ["parallelism.default"] = "a job's parallelism",
        ["rest.port"] = "flink.uiPort",
        ["rest.bind-port"] = "flink.uiPort",
        ["jobmanager.rpc.address"] = Wiring,
        ["jobmanager.rpc.port"] = Wiring,
        ["jobmanager.bind-host"] = Wiring,
        ["taskmanager.bind-host"] = Wiring,
        ["taskmanager.host"] = Wiring,
        ["rest.address"] = Wiring,
        ["rest.bind-address"] = Wiring,
        ["external-resources"] = "nothing: a Pi has none that Flink knows",
        ["jobmanager.heap.size"] = JobManagerHeap,
        ["jobmanager.heap.mb"] = JobManagerHeap,
        ["taskmanager.heap.size"] = TaskManagerHeap,
        ["taskmanager.heap.mb"] = TaskManagerHeap,
        ["taskmanager.memory.size"] = "taskmanager.memory.managed.size (the old key is deprecated)",
        ["taskmanager.network.memory.min"] = "taskmanager.memory.network.min (the old key is deprecated)",
        ["taskmanager.network.memory.max"] = "taskmanager.memory.network.max (the old key is deprecated)",
        ["taskmanager.network.memory.fraction"] = "taskmanager.memory.network.fraction (the old key is deprecated)",
        ["taskmanager.network.numberOfBuffers"] = "taskmanager.memory.network.min and .max (the old key is deprecated)",
        ["env.java.home"] = "nothing: the image has one Java",
        ["env.java.opts.all"] = "nothing: flags come from the memory plan and the node's JVM profile, no script reads this key",
        ["env.java.opts.jobmanager"] = "nothing: flags come from the memory plan and the node's JVM profile, no script reads this key",
        ["env.java.opts.taskmanager"] = "nothing: flags come from the memory plan and the node's JVM profile, no script reads this key",
    });
}
