using Fridge.Model;

namespace Fridge.Rollout.Gates;

/// <summary>How long each gate may take, as the cluster file's <c>limits:</c> says. Generous: a Pi pulls 140 MB onto an SD card and starts a JVM on four slow cores.</summary>
public sealed record RolloutLimits
{
    private static readonly DurationKey TasksKey = Gate("tasks", "Until a wave's instances run and are healthy.", TimeSpan.FromMinutes(10));
    private static readonly DurationKey FlinkRestKey = Gate("flinkRest", "Until Flink's REST answers with the planned settings.", TimeSpan.FromMinutes(5));
    private static readonly DurationKey TaskManagersKey = Gate("taskManagers", "Until all TaskManagers have offered their slots.", TimeSpan.FromMinutes(5));
    private static readonly DurationKey JobRunningKey = Gate("jobRunning", "Until all of the job's tasks run.", TimeSpan.FromMinutes(5));
    private static readonly DurationKey FirstRecordsKey = Gate("firstRecords", "How long Deploy looks for the job's first record; if none comes, Deploy says so and doesn't fail.", TimeSpan.FromMinutes(1));
    private static readonly DurationKey NodesKey = Gate("nodes", "How long instances wait for nodes that are down: after a power cut boards come back one after another.", TimeSpan.FromMinutes(5));
    private static readonly MapKey GatesKey = new("gates", "How long the rollout waits for each gate.", TasksKey, NodesKey, FlinkRestKey, TaskManagersKey, JobRunningKey, FirstRecordsKey)
    {
        Example = "{jobRunning: 10m}",
        Since = "0.2",
    };

    private static readonly DurationKey PullKey = Gate(
        "pull", "How long a pull of a new image may stand still before the first wave (as long as data arrives, a pull has no limit), and how long a node may take to start its Java or to record its classes.", TimeSpan.FromMinutes(10));

    /// <summary>What the cluster file may say: a slow card's or a slow network's owner needs more than others.</summary>
    public static ClusterSection Section { get; } = new(new MapKey("limits", "How long what depends on cards and networks may take.", GatesKey, PullKey)
    {
        Example = "{gates: {jobRunning: 10m}, pull: 1h}",
        Since = "0.2",
    });

    public TimeSpan Tasks { get; init; } = TasksKey.Fallback;

    /// <summary>For nodes that are down while "no suitable node" stands; less than <see cref="Tasks"/> makes it come first.</summary>
    public TimeSpan Nodes { get; init; } = NodesKey.Fallback;

    public TimeSpan FlinkRest { get; init; } = FlinkRestKey.Fallback;

    public TimeSpan TaskManagers { get; init; } = TaskManagersKey.Fallback;

    public TimeSpan Job { get; init; } = JobRunningKey.Fallback;

    /// <summary>For the job's first record, which only its input can bring: no gate.</summary>
    public TimeSpan FirstRecords { get; init; } = FirstRecordsKey.Fallback;

    /// <summary>For a pull before the first wave that stands still, and for one start of the image's Java or a recording.</summary>
    public TimeSpan Pull { get; init; } = PullKey.Fallback;

    /// <summary>Between two questions.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long "no suitable node" may stand before it is believed.</summary>
    public TimeSpan Stuck { get; init; } = TimeSpan.FromSeconds(30);

    public static RolloutLimits Of(Cluster cluster)
    {
        var limits = SectionValues.Of(cluster, Section);
        var gates = limits?.Map(GatesKey);
        return new()
        {
            Tasks = gates?.Get(TasksKey) ?? TasksKey.Fallback,
            Nodes = gates?.Get(NodesKey) ?? NodesKey.Fallback,
            FlinkRest = gates?.Get(FlinkRestKey) ?? FlinkRestKey.Fallback,
            TaskManagers = gates?.Get(TaskManagersKey) ?? TaskManagersKey.Fallback,
            Job = gates?.Get(JobRunningKey) ?? JobRunningKey.Fallback,
            FirstRecords = gates?.Get(FirstRecordsKey) ?? FirstRecordsKey.Fallback,
            Pull = limits?.Get(PullKey) ?? PullKey.Fallback,
        };
    }

    private static DurationKey Gate(string name, string sentence, TimeSpan otherwise) =>
        new(name, sentence, TimeSpan.FromSeconds(10), TimeSpan.FromHours(24)) { Fallback = otherwise, Since = "0.2" };
}
