using Docker.DotNet.Models;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Swarm;
using Fridge.Tests.Manifests;

namespace Fridge.Tests.Rollout;

/// <summary>Rendered stacks, and the cluster that holds them.</summary>
internal static class Stacks
{
    public static Task<RenderedRelease> VirtualAsync() => OfAsync(Samples.Virtual);

    public static async Task<RenderedRelease> OfAsync(Cluster cluster) =>
        new StackRenderer(await Samples.TemplatesAsync(cluster.Name)).Render(cluster, Samples.Plan, Samples.Images);

    public static Observed HeldOf(RenderedRelease release) => new(
        [.. release.Workloads.Select(workload => new ObservedWorkload
        {
            Id = workload.Name + "-id",
            Name = workload.Name,
            Image = workload.Image,
            Replicas = workload.Replicas,
            Labels = workload.Labels,
            Files = workload.Files,
        })],
        [.. release.Files.Select(file => File(file.Name, file.Content))],
        []);

    public static ObservedFile File(string name, string content = "") => new(name + "-id", name, content);

    public static Instance Task(Workload workload, string node, TaskState state, string id = "t") => new()
    {
        Id = id,
        Workload = workload.Name,
        Node = node,
        State = TaskReader.State(state),
        Word = state.ToString().ToLowerInvariant(),
        ShouldRun = state is not (TaskState.Failed or TaskState.Rejected or TaskState.Complete),
        Image = workload.Image,
        Files = workload.Files,
        Hash = workload.InstanceHash,
    };
}
