using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Tests.Rollout.Memory;

/// <summary>Manifests of an orchestrator that there isn't: its words for a workload are <c>run</c> and <c>times</c>.</summary>
/// <param name="Version">Of what is deployed: another one is another image and another file.</param>
/// <param name="Extra">Workloads beside Flink's, in the last wave.</param>
internal sealed record MemoryRendering(int Version = 1, params string[] Extra) : IRendering
{
    public static readonly TemplateSet NoTemplates = new("", [], ImmutableSortedDictionary<string, TemplateFile>.Empty, []);

    public string Name => "memory";

    public string TemplateFolder => "";

    private ReleaseFile File => new($"pico_config-{Version}", "config.yaml", $"version: {Version}");

    public RenderedRelease Render(TemplateSet templates, Cluster cluster, MemoryPlan plan, ImageSet images, ClusterSecrets secrets) => new()
    {
        Name = cluster.Name,
        Workloads =
        [
            Workload("jobmanager", 0, 1, ["pico-0"], GateNames.FlinkRest),
            .. Extra.Select(name => Workload(name, 1, 1, ["pico-0"])),
            Workload("taskmanager", 1, 2, ["pico-1", "pico-2"], GateNames.TaskManagers, GateNames.JobSlots, GateNames.JobRunning),
        ],
        Files = [File],
        Frame = Mapping.Of(("kind", "memory")),
        Flink = FlinkPlan.Of(cluster, plan) with { TaskManagers = 2, Job = new PlannedJob("taxi", new string('a', 32), 1) },
    };

    public RenderedRelease Rehearse(TemplateSet templates, Cluster cluster, MemoryPlan plan) => Render(templates, cluster, plan, new ImageSet([]), ClusterSecrets.Unread(cluster));

    public ImmutableArray<ManifestDocument> Documents(RenderedRelease release) =>
        [.. release.Workloads.Select(workload => new ManifestDocument($"{workload.Name}.memory", YamlText.Write(workload.Definition)))];

    private Workload Workload(string name, int wave, int replicas, ImmutableArray<string> nodes, params ImmutableArray<string> gates)
    {
        var image = $"registry.fridge:5000/{name}@sha256:{Version}";
        return new Workload
        {
            Name = name,
            Wave = wave,
            Image = image,
            SpecHash = $"{name}-{Version}",
            InstanceHash = $"{name}-{Version}",
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add(WorkloadLabels.Spec, $"{name}-{Version}").Add(WorkloadLabels.Replicas, $"{replicas}"),
            Definition = Mapping.Of(("run", image), ("times", replicas)),
            Replicas = replicas,
            Nodes = nodes,
            Files = [File.Name],
            Gates = gates,
            DependsOn = wave == 0 ? [] : ["jobmanager"],
            Classes = new ClassArchive("k"),
        };
    }
}
