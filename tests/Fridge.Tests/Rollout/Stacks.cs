using System.Collections.Immutable;
using Docker.DotNet.Models;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Rollout.Swarm;
using Fridge.Tests.Manifests;

namespace Fridge.Tests.Rollout;

/// <summary>Rendered stacks, and the cluster that holds them.</summary>
internal static class Stacks
{
    public static Task<RenderedStack> VirtualAsync() => OfAsync(Samples.Virtual);

    public static async Task<RenderedStack> OfAsync(Cluster cluster) =>
        new StackRenderer(await Samples.TemplatesAsync(cluster.Name)).Render(cluster, Samples.Plan, Samples.Images);

    public static ClusterState HeldOf(RenderedStack stack) => new(
        [.. stack.Services.Select(service => new DeployedService
        {
            Id = service.Name + "-id",
            Name = service.Name,
            Image = service.Image,
            Replicas = service.Replicas,
            Labels = service.Labels,
            Configs = service.Configs,
        })],
        [.. stack.Configs.Select(config => Config(config.Name) with { Content = config.Content })]);

    public static DeployedConfig Config(string name, params (string Key, string Value)[] labels) => new()
    {
        Id = name + "-id",
        Name = name,
        Content = "",
        Labels = labels.ToImmutableSortedDictionary(label => label.Key, label => label.Value),
    };

    public static TaskView Task(RenderedService service, string node, TaskState state, string id = "t") => new()
    {
        Id = id,
        Service = service.Name,
        Node = node,
        State = state,
        Desired = state is TaskState.Failed or TaskState.Rejected or TaskState.Complete ? TaskState.Shutdown : TaskState.Running,
        Image = service.Image,
        Configs = service.Configs,
        Hash = service.TaskHash,
    };
}
