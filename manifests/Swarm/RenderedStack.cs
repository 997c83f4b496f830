using System.Collections.Immutable;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Swarm;

/// <summary>A Swarm stack, ready to be written, compared and deployed; nothing of it was asked from a cluster.</summary>
public sealed record RenderedStack
{
    /// <summary>The stack's name, which is the cluster's.</summary>
    public required string Name { get; init; }

    /// <summary>By wave, then by name.</summary>
    public required ImmutableArray<RenderedService> Services { get; init; }

    /// <summary>Every config that a service names.</summary>
    public required ImmutableArray<RenderedConfig> Configs { get; init; }

    /// <summary>The document's other keys: version, networks, volumes.</summary>
    public required Mapping Rest { get; init; }

    /// <summary>What the running Flink must say about itself.</summary>
    public required FlinkPlan Flink { get; init; }

    public int Waves => Services.Length == 0 ? 0 : Services.Max(service => service.Wave) + 1;

    public IEnumerable<RenderedService> InWave(int wave) => Services.Where(service => service.Wave == wave);

    /// <summary>The whole stack as <c>docker stack deploy</c> reads it.</summary>
    public string Compose() => Compose(Waves - 1);

    /// <summary>The services of the waves up to this one; the rest does not exist yet.</summary>
    public string Compose(int throughWave) => ComposeDocument.Write(this, throughWave);
}

/// <summary>One service of the stack.</summary>
public sealed record RenderedService
{
    public required string Name { get; init; }

    /// <summary>From 0: what it depends on is in earlier waves.</summary>
    public required int Wave { get; init; }

    /// <summary><c>registry.fridge:5000/name@sha256:…</c> of its platform's own manifest.</summary>
    public required string Image { get; init; }

    /// <summary>SHA-256 (hex) of the definition before the service's labels are put in, and what the label <see cref="StackLabels.Spec"/> says.</summary>
    public required string SpecHash { get; init; }

    /// <summary>SHA-256 (hex) of what its tasks are made from, and what their label <see cref="StackLabels.Task"/> says.</summary>
    public required string TaskHash { get; init; }

    /// <summary>The Compose mapping, labels included.</summary>
    public required Mapping Definition { get; init; }

    /// <summary>The definition's own labels by name, <see cref="StackLabels"/> among them.</summary>
    public ImmutableSortedDictionary<string, string> Labels =>
        (((Definition["deploy"] as Mapping)?["labels"] as Mapping) ?? Mapping.Empty).Entries
            .ToImmutableSortedDictionary(label => label.Key, label => ((Scalar)label.Value).Text, StringComparer.Ordinal);

    public required int Replicas { get; init; }

    /// <summary>Names of nodes that its placement allows.</summary>
    public required ImmutableArray<string> Nodes { get; init; }

    /// <summary>Names of its configs, hash included.</summary>
    public required ImmutableArray<string> Configs { get; init; }

    /// <summary>What must hold before the next wave, beside its tasks running (and healthy where the image has a check).</summary>
    public required ImmutableArray<ServiceGate> Gates { get; init; }

    public required ImmutableArray<string> DependsOn { get; init; }

    /// <summary>The class archive that its JVM is started with; null: its template asks for none.</summary>
    public ClassArchive? Classes { get; init; }
}

/// <param name="Name">Ends with a hash of the content, since Swarm refuses to change a config.</param>
/// <param name="File">The name of the file it becomes in the container.</param>
public sealed record RenderedConfig(string Name, string File, string Content);

/// <summary>What a template may ask for with <c>x-gates</c>.</summary>
public enum ServiceGate
{
    /// <summary><c>flink-rest</c>: Flink's REST answers, and the JobManager's real flags and configuration are the plan's.</summary>
    FlinkRest,

    /// <summary><c>task-managers</c>: as many TaskManagers and slots as planned, with the planned memory.</summary>
    TaskManagers,

    /// <summary><c>job-running</c>: the job and all its vertices are RUNNING.</summary>
    JobRunning,
}

/// <summary>What the running Flink must say about itself.</summary>
public sealed record FlinkPlan
{
    /// <summary>The manager's port of Flink's REST and UI.</summary>
    public required int UiPort { get; init; }

    public required int TaskManagers { get; init; }

    public required int SlotsPerTaskManager { get; init; }

    /// <summary>Flags that the JobManager's JVM must have been started with.</summary>
    public required ImmutableArray<string> JobManagerFlags { get; init; }

    /// <summary>Keys that <c>/jobmanager/config</c> must show with these values.</summary>
    public required ImmutableSortedDictionary<string, string> JobManagerConfig { get; init; }

    /// <summary>Bytes of a TaskManager's total process memory.</summary>
    public required long TaskManagerProcessBytes { get; init; }

    /// <summary>Null: a session cluster.</summary>
    public required PlannedJob? Job { get; init; }
}

/// <param name="Id">32 hex digits, the same in every release.</param>
public sealed record PlannedJob(string Name, string Id, int Parallelism);

/// <summary>Labels of services (one: of their containers) by which a later run knows what the cluster holds.</summary>
public static class StackLabels
{
    /// <summary>The hash of the rendered service.</summary>
    public const string Spec = "fridge.spec";

    /// <summary>On containers: the hash of what a task is made from.</summary>
    public const string Task = "fridge.task";

    /// <summary>Before an image's name: its input hash.</summary>
    public const string Image = "fridge.image.";

    /// <summary>Before <c>name.architecture</c>: <c>sha256:…/bytes</c>, the platform's manifest digest and what a node pulls.</summary>
    public const string Digest = "fridge.digest.";

    /// <summary>How many tasks it is meant to have, also while <c>Stop</c> holds it at none.</summary>
    public const string Replicas = "fridge.replicas";

    /// <summary>Docker's own label on all that belongs to a stack.</summary>
    public const string Stack = "com.docker.stack.namespace";
}
