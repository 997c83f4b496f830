namespace Fridge.Model.Conversion;

/// <summary>Options that nothing in a Fridge cluster reads, and those that Flink itself has forgotten.</summary>
internal static class UnusedOptions
{
    private const string Managed = "without effect since Flink 1.10: managed memory is off the heap and taken as it is needed (Flink's memory migration guide)";
    private const string CutOff = "without effect since Flink 1.10 and 1.11: JVM overhead and metaspace are counted by themselves (Flink's memory migration guide)";
    private const string Folder = "a folder of the old machine: in its container Flink writes to /tmp";
    private const string Port = "Fridge sets it: ports matter on the overlay network alone, and no other process is at that address";
    private const string Scripts = "Flink's scripts read it, and Fridge starts java without them";
    private const string Backpressure = "without effect since Flink 1.13, which takes back pressure from the tasks' own metrics";

    private static readonly Dictionary<string, string> Keys = new()
    {
        ["taskmanager.memory.fraction"] = Managed,
        ["taskmanager.memory.off-heap"] = Managed,
        ["taskmanager.memory.preallocate"] = Managed,
        ["containerized.heap-cutoff-ratio"] = CutOff,
        ["containerized.heap-cutoff-min"] = CutOff,
        ["io.tmp.dirs"] = Folder,
        ["web.tmpdir"] = Folder,
        ["web.upload.dir"] = Folder,
        ["blob.storage.directory"] = Folder,
        ["blob.server.port"] = Port,
        ["taskmanager.rpc.port"] = Port,
        ["taskmanager.rpc.bind-port"] = Port,
        ["taskmanager.data.port"] = Port,
        ["taskmanager.data.bind-port"] = Port,
        ["jobmanager.rpc.bind-port"] = Port,
        ["query.server.port"] = "the official image's entry point writes it, and Flink hasn't read it since 1.4: queryable state has ports of its own, and needs a plug-in that Fridge's image doesn't have",
        ["web.backpressure.refresh-interval"] = Backpressure,
        ["web.backpressure.cleanup-interval"] = Backpressure,
        ["web.backpressure.num-samples"] = Backpressure,
        ["web.backpressure.delay-between-samples"] = Backpressure,
    };

    private static readonly (string Prefix, string Reason)[] Prefixes =
    [
        ("mesos.", "Flink doesn't support Mesos since 1.14"),
        ("yarn.", "it is for YARN, and Fridge runs a Swarm"),
        ("kubernetes.", "it is for Flink's own Kubernetes, and Fridge runs a Swarm"),
        ("historyserver.", "Fridge runs no history server"),
        ("sql-gateway.", "Fridge runs no SQL gateway"),
        ("python.", "the image has no Python, and PyFlink has no wheels for 32-bit ARM"),
        ("env.", Scripts),
    ];

    /// <param name="key">By today's name.</param>
    public static Outcome? Apply(string key) =>
        Keys.TryGetValue(key, out var reason) ? Outcome.Dropped(reason)
        : Prefixes.FirstOrDefault(each => key.StartsWith(each.Prefix, StringComparison.Ordinal)) is { Reason: { } why } ? Outcome.Dropped(why)
        : null;
}
