using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Manifests.Values;
using Fridge.Model;
using Fridge.Rollout.Kubernetes;

namespace Fridge.Tests.Rollout.Kubernetes.Fixtures;

/// <summary>A small release in Kubernetes' words, as manifests make larger ones: JobManager, TaskManagers, and what a test adds.</summary>
/// <param name="version">Of what is deployed: another one is another image and another file.</param>
internal sealed class KubernetesTestRendering(string space, int version, params string[] extra)
{
    private ReleaseFile File => new($"config-{version}", "config.yaml", $"version: {version}");

    public RenderedRelease Release(Cluster cluster, MemoryPlan plan) => new()
    {
        Name = cluster.Name,
        Workloads =
        [
            Workload(cluster, "jobmanager", 0, 1, ["pico-0"], GateNames.FlinkRest),
            .. extra.Select(name => Workload(cluster, name, 1, 1, ["pico-0"])),
            Workload(cluster, "taskmanager", 1, 2, ["pico-1", "pico-2"], GateNames.TaskManagers, GateNames.JobRunning),
        ],
        Files = [File],
        Frame = Mapping.Of(("objects", new Sequence(
        [
            Mapping.Of(("apiVersion", "v1"), ("kind", "Namespace"), ("metadata", Mapping.Of(("name", space), ("labels", Labels(cluster, space).With("fridge.dev/seen", "true"))))),
            Mapping.Of(
                ("apiVersion", "v1"), ("kind", "Service"), ("metadata", Mapping.Of(("name", "jobmanager"), ("labels", Labels(cluster, "jobmanager")))),
                ("spec", Mapping.Of(
                    ("selector", Mapping.Of((ObjectLabels.Name, "jobmanager"))),
                    ("ports", new Sequence([Mapping.Of(("name", "rest"), ("port", 8081), ("protocol", "TCP"))]))))),
        ]))),
        Flink = FlinkPlan.Of(cluster, plan) with { TaskManagers = 2, Job = new PlannedJob("taxi", new string('a', 32), 1) },
    };

    private Workload Workload(Cluster cluster, string name, int wave, int replicas, ImmutableArray<string> nodes, params ImmutableArray<string> gates)
    {
        var (image, hash) = ($"registry.fridge:5000/{name}@sha256:{version}", $"{name}-{version}");
        var labels = ImmutableSortedDictionary<string, string>.Empty.Add(WorkloadLabels.Spec, hash).Add(WorkloadLabels.Replicas, $"{replicas}");
        return new Workload
        {
            Name = name,
            Wave = wave,
            Image = image,
            SpecHash = hash,
            InstanceHash = hash,
            Labels = labels,
            Definition = Mapping.Of(
                ("apiVersion", "apps/v1"), ("kind", "Deployment"),
                ("metadata", Mapping.Of(("name", name), ("labels", Labels(cluster, name)), ("annotations", Mapping.Of(labels.Select(label => (label.Key, (Value)label.Value)))))),
                ("spec", Mapping.Of(
                    ("replicas", replicas),
                    ("strategy", Mapping.Of(("type", "Recreate"))),
                    ("selector", Mapping.Of(("matchLabels", Mapping.Of((ObjectLabels.Name, name), (ObjectLabels.PartOf, cluster.Name))))),
                    ("template", Mapping.Of(
                        ("metadata", Mapping.Of(("labels", Labels(cluster, name)), ("annotations", Mapping.Of((WorkloadLabels.Instance, hash))))),
                        ("spec", PodSpec(name, image, nodes))))))),
            Replicas = replicas,
            Nodes = nodes,
            Files = [File.Name],
            Gates = gates,
            DependsOn = wave == 0 ? [] : ["jobmanager"],
            Classes = new ClassArchive("k"),
        };
    }

    private Mapping PodSpec(string name, string image, ImmutableArray<string> nodes) => Mapping.Of(
        ("terminationGracePeriodSeconds", 0),
        ("affinity", Mapping.Of(("nodeAffinity", Mapping.Of(("requiredDuringSchedulingIgnoredDuringExecution", Mapping.Of(("nodeSelectorTerms", new Sequence(
            [Mapping.Of(("matchExpressions", new Sequence([Mapping.Of(("key", WellKnown.NodeLabel), ("operator", "In"), ("values", Sequence.Of(nodes)))])))])))))))),
        ("containers", new Sequence([Mapping.Of(("name", name), ("image", image))])),
        ("volumes", new Sequence([Mapping.Of(("name", "config"), ("configMap", Mapping.Of(("name", File.Name))))])));

    private static Mapping Labels(Cluster cluster, string name) =>
        Mapping.Of((ObjectLabels.Name, name), (ObjectLabels.PartOf, cluster.Name), (ObjectLabels.ManagedBy, ObjectLabels.Fridge));
}
