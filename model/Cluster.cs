using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Serialization;

namespace Fridge.Model;

/// <summary>A validated cluster file: everything the rooms need to know about what a person asked for.</summary>
public sealed record Cluster
{
    /// <summary>Names the stack, the state folder and what Destroy asks for.</summary>
    public required string Name { get; init; }

    public required Orchestrator Orchestrator { get; init; }

    public required SshSettings Ssh { get; init; }

    /// <summary>Null: the orchestrator is no Kubernetes.</summary>
    public KubernetesSettings? Kubernetes { get; init; }

    /// <summary>The kubeconfig of an existing cluster, as written; null: Fridge makes the cluster.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Pods and containers are placed by the labels that Fridge writes on nodes. False: an existing Kubernetes, whose nodes don't have them, so that only the architecture counts.</summary>
    public bool PlacesByLabels { get; init; } = true;

    /// <summary>The registry that images go to and nodes pull from; null: one of the cluster's own.</summary>
    public ImageSource? ImageSource { get; init; }

    /// <summary>Swarm's address pool; null: one that overlaps no node's route is chosen.</summary>
    [JsonConverter(typeof(IpNetworkConverter))]
    public IPNetwork? Pool { get; init; }

    public required FlinkSettings Flink { get; init; }

    public ImmutableArray<JobSpec> Jobs { get; init; } = [];

    /// <summary>Null: there is none.</summary>
    public ObjectStoreSettings? ObjectStore { get; init; }

    /// <summary>The user's own bucket for state (<c>state.s3</c>); null: the file names none.</summary>
    public S3State? Bucket { get; init; }

    /// <summary>The folder for state that all nodes have mounted (<c>state.path</c>); null: the file names none.</summary>
    public SharedFolder? StateFolder { get; init; }

    /// <summary>Null: nothing watches.</summary>
    public MonitoringSettings? Monitoring { get; init; }

    public required ImmutableArray<Node> Nodes { get; init; }

    /// <summary>What stands in the sections that rooms bring, by path; read with <see cref="SectionValues"/>.</summary>
    public ImmutableSortedDictionary<string, string> Sections { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The file it was read from, as messages of all rooms name it: what they refuse is corrected there.</summary>
    public required string SourceFile { get; init; }

    /// <summary>The image that JobManager and TaskManagers run: the job's where there is one, since its classes must be on both.</summary>
    [JsonIgnore]
    public string FlinkImage => Jobs is [var job, ..] ? job.Image : "flink";

    /// <summary>The bucket in which Flink keeps checkpoints and savepoints; null: in a folder, or in the JobManager's memory.</summary>
    [JsonIgnore]
    public S3State? S3 => ObjectStore is null ? Bucket : S3State.OfObjectStore;

    /// <summary>Flink's options for where checkpoints and savepoints are kept, but for secrets; none: in the JobManager's memory.</summary>
    [JsonIgnore]
    public ImmutableArray<KeyValuePair<string, string>> StateOptions => S3?.Options ?? StateFolder?.Options ?? [];

    /// <summary>Somebody else made it and keeps its nodes: Fridge has its API alone.</summary>
    [JsonIgnore]
    public bool IsAdopted => Orchestrator == Orchestrator.Kubernetes;

    /// <summary>Whether kubelets speak to containerd.</summary>
    [JsonIgnore]
    public bool HasContainerd => Kubernetes?.EngineOf(Orchestrator) == ContainerRuntime.Containerd;

    /// <summary>Whether that containerd is the host's; k3s has one of its own inside of it.</summary>
    [JsonIgnore]
    public bool HasHostContainerd => HasContainerd && Orchestrator != Orchestrator.K3s;

    /// <summary>By name: the first keeps lock and registry, and two people whose files have the nodes in another order must mean the same node.</summary>
    [JsonIgnore]
    public IEnumerable<Node> Managers => Nodes.Where(node => node.Roles.Contains(NodeRole.Manager)).OrderBy(node => node.Name, StringComparer.Ordinal);

    /// <summary>Whether a node has Docker's engine: all do where containers are run by it, and the one with the registry does in any case.</summary>
    public bool HasEngine(Node node) => !HasContainerd || (ImageSource is null && node.Name == Managers.FirstOrDefault()?.Name);

    /// <summary>Those that images are for: all, or of an existing Kubernetes those that take pods.</summary>
    [JsonIgnore]
    public IEnumerable<Node> Pulling => IsAdopted ? Workers : Nodes;

    [JsonIgnore]
    public IEnumerable<Node> Workers => Nodes.Where(node => node.Roles.Contains(NodeRole.Worker));
}

public enum Orchestrator
{
    Swarm,

    /// <summary>A Kubernetes that kubeadm makes of the nodes.</summary>
    Kubeadm,

    /// <summary>A Kubernetes that k3s makes of the nodes.</summary>
    K3s,

    /// <summary>An existing Kubernetes.</summary>
    Kubernetes,
}

/// <summary>The network on which virtual Pis are made.</summary>
public sealed record VirtualNetwork(IPNetwork Subnet);
