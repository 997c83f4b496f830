using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fridge.Engine;
using Fridge.Model;
using Fridge.Nodes.Sources;
using Fridge.Tooling.Files;
using Fridge.Virtual;

namespace Fridge.Targets;

/// <summary>The cluster file, and the arithmetic that is done before anything starts.</summary>
public sealed partial class Build
{
    [Parameter("The cluster file; default: FRIDGE_CLUSTER, then .nuke/parameters.json, then clusters/virtual.yaml", Name = "cluster", Placeholder = "FILE")]
    private string? ClusterFilePath { get; init; }

    [Parameter("In a pipeline (CI=true): jars of jobs may lie outside the checkout")]
    private bool AllowOutside { get; init; }

    private ClusterDocument? document;

    private INodeSource? source;

    private ClusterDocument Document => document ??= LoadClusterFile(found: null);

    private ClusterDocument LoadClusterFile(FoundCluster? found) =>
        ChooseClusterFile().Load(Environment.CurrentDirectory, RootDirectory, KnownKeys.All, outside: AllowOutside || !IsPipeline, found);

    /// <summary>As pipelines say of themselves: there a cluster file may be a stranger's.</summary>
    private static bool IsPipeline => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    /// <summary>As the file says it; what a session to its nodes needs beside that comes from <see cref="Source"/>.</summary>
    private Cluster Cluster => Document.Cluster;

    /// <summary>Virtual or real is decided here, and nowhere else.</summary>
    private INodeSource Source => source ??= Document.Virtual is { } network
        ? new VirtualNodes(Cluster, network, Owner, ImageSettings, Processes, Paths, Time)
        : new RealNodes(Cluster, Adopting?.Kubeconfig);

    private VirtualOwner Owner => VirtualOwner.Of(ChooseClusterFile().FullPath(Environment.CurrentDirectory, RootDirectory), RootDirectory, Adopt);

    private Target<MemoryPlan> Memory => _ => _
        .Description("What runs where, and each node's memory against its RAM")
        .InputsHash(MemoryInputs)
        .Executes(run =>
        {
            foreach (var warning in Document.Warnings)
                run.Report.Warn(warning.ToString());
            foreach (var remark in nodeRemarks)
                run.Report.Info(remark);
            var plan = MemoryPlan.For(Cluster);
            run.Table(Tables.Plan(Cluster, plan));
            return plan;
        });

    /// <summary>
    /// The cluster file with nodes that it doesn't name itself, and the formulas: those of this compilation. The cluster itself as JSON costs as much as all else before
    /// the first contact.
    /// </summary>
    private string MemoryInputs() => System.Convert.ToHexStringLower(SHA256.HashData(
        [.. Encoding.UTF8.GetBytes(Document.Text), .. Cluster.IsAdopted ? JsonSerializer.SerializeToUtf8Bytes(Cluster.Nodes, ClusterJson.Options) : [], .. typeof(MemoryPlan).Module.ModuleVersionId.ToByteArray()]));

    protected override string? FirstLine() => !AsksForACluster ? null :
        $"{Cluster.Name}: {Source.Description}, Flink {Cluster.Flink.Version} for {string.Join(", ", Cluster.Nodes.Select(node => node.Architecture.LabelValue()).Distinct())} ({Cluster.SourceFile})";

    protected override string? RunLogPath(DateTimeOffset started) => !AsksForACluster ? null :
        Path.Combine(OwnState, "logs", started.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'.'fff", CultureInfo.InvariantCulture) + ".log");

    /// <summary>The cluster's folder of this user: keys, known_hosts and run logs.</summary>
    private string OwnState
    {
        get
        {
            var folder = Paths.StateOf(Cluster.Name);
            OwnersAlone.EnsureFolder(folder);
            return folder;
        }
    }

    /// <summary>Convert is for a person who has no cluster file yet; the workflows are the repository's own; a release, and a night that nobody deploys, are of many clusters.</summary>
    private bool AsksForACluster => InvokedTargets.Any(target => target is not (nameof(Convert) or nameof(Workflows) or nameof(Check) or nameof(Release) or nameof(Nightly) or nameof(Prune) or nameof(Verify)))
        || DeploysTonight || (InvokedTargets.Contains(nameof(Prune)) && PruneAsksACluster);

    private ClusterFileChoice ChooseClusterFile() => SourceOf(nameof(ClusterFilePath)) switch
    {
        ParameterSource.CommandLine => ClusterFileChoice.Of(ClusterFilePath, null, null),
        ParameterSource.Environment => ClusterFileChoice.Of(null, ClusterFilePath, null),
        _ => ClusterFileChoice.Of(null, null, ClusterFilePath),
    };
}
