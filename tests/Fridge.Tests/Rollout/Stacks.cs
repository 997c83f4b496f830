using System.Collections.Immutable;
using Docker.DotNet.Models;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Rollout.Swarm;
using Fridge.Tests.Manifests;

namespace Fridge.Tests.Rollout;

/// <summary>Rendered stacks, and the cluster that holds them.</summary>
internal static class Stacks
{
    public static Task<RenderedRelease> VirtualAsync() => OfAsync(Samples.Virtual);

    public static async Task<RenderedRelease> OfAsync(Cluster cluster) =>
        new StackRenderer(await Samples.TemplatesAsync(cluster.Name)).Render(cluster, Samples.Plan, Samples.Images);

    public static Observed HeldOf(RenderedRelease stack) => new(
        [.. stack.Workloads.Select(service => new ObservedWorkload
        {
            Id = service.Name + "-id",
            Name = service.Name,
            Image = service.Image,
            Replicas = service.Replicas,
            Labels = service.Labels,
            Files = service.Files,
        })],
        [.. stack.Files.Select(config => Config(config.Name) with { Content = config.Content })]);

    public static ObservedFile Config(string name, params (string Key, string Value)[] labels) => new()
    {
        Id = name + "-id",
        Name = name,
        Content = "",
        Labels = labels.ToImmutableSortedDictionary(label => label.Key, label => label.Value),
    };

    public static TaskView Task(Workload service, string node, TaskState state, string id = "t") => new()
    {
        Id = id,
        Service = service.Name,
        Node = node,
        State = state,
        Desired = state is TaskState.Failed or TaskState.Rejected or TaskState.Complete ? TaskState.Shutdown : TaskState.Running,
        Image = service.Image,
        Files = service.Files,
        Hash = service.InstanceHash,
    };
}
