using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary>The <c>flink:</c> part of the cluster file.</summary>
public sealed record FlinkSettings
{
    public required string Version { get; init; }

    /// <summary>In Flink's container, on every orchestrator.</summary>
    public const int RestPort = 8081;

    /// <summary>Of the ports that Kubernetes gives to services, the one that looks like Flink's own.</summary>
    private const int KubernetesUiPort = 30081;

    /// <summary>Where a cluster file names none.</summary>
    public static int UiPortOf(Orchestrator orchestrator) => orchestrator == Orchestrator.Swarm ? RestPort : KubernetesUiPort;

    /// <summary>The node's port of Flink's REST and UI: the first manager's on Swarm, every node's on Kubernetes.</summary>
    public int UiPort { get; init; } = RestPort;

    /// <summary>Networks that may reach Flink's REST beside the nodes themselves.</summary>
    [JsonConverter(typeof(IpNetworksConverter))]
    public ImmutableArray<IPNetwork> AllowFrom { get; init; } = [];

    /// <summary>Flink's own keys, checked against the memory plan.</summary>
    public ImmutableSortedDictionary<string, string> Config { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Options of <c>flink.config</c> whose values are secrets, by where these come from; none of them is in <see cref="Config"/>.</summary>
    public ImmutableSortedDictionary<string, SecretRef> Secrets { get; init; } =
        ImmutableSortedDictionary<string, SecretRef>.Empty;

    public required JobManagerSettings JobManager { get; init; }

    public required TaskManagerSettings TaskManager { get; init; }
}

/// <param name="Memory">Flink's total process memory.</param>
public sealed record JobManagerSettings(MemorySize Memory);

/// <param name="Replicas">How many TaskManagers, at most one per worker.</param>
/// <param name="Slots">Task slots of each.</param>
/// <param name="Memory">Flink's total process memory of each.</param>
public sealed record TaskManagerSettings(int Replicas, int Slots, MemorySize Memory);

/// <summary>A job that runs in application mode.</summary>
public sealed record JobSpec
{
    public required string Name { get; init; }

    /// <summary>A jar, or a folder of Java sources that the image build compiles, each with its <c>lib/*.jar</c>: relative to the checkout where it lies below that, else absolute.</summary>
    public required string Jar { get; init; }

    public required string EntryClass { get; init; }

    public ImmutableArray<string> Args { get; init; } = [];

    public int Parallelism { get; init; } = 1;

    /// <summary>What an image may say of <see cref="Jar"/>: nothing of the machine.</summary>
    [JsonIgnore]
    public string JarName => Path.IsPathRooted(Jar) ? Path.GetFileName(Jar) : Jar;

    /// <summary>Its image's name: Flink's image with the job's jar in a layer above.</summary>
    [JsonIgnore]
    public string Image => $"job-{Name}";

    /// <summary>Metrics of it that <c>Status</c> shows: <c>counts.total</c>, or a part of one that is JSON, <c>counts.status#/lastRides</c>.</summary>
    public ImmutableArray<string> Show { get; init; } = [];
}
