using System.Collections.Immutable;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;

namespace Fridge.Rollout.Swarm;

/// <summary>The images that a swarm runs or may start again, of whatever stack: services' specs, the specs before them, tasks that aren't over.</summary>
internal static class UsedImages
{
    private static readonly ImmutableHashSet<TaskState> Over =
        [TaskState.Complete, TaskState.Shutdown, TaskState.Failed, TaskState.Rejected, TaskState.Remove, TaskState.Orphaned];

    /// <returns>References as the specs have them: <c>registry.fridge:5000/flink@sha256:…</c></returns>
    public static async Task<ImmutableSortedSet<string>> ReadAsync(IDockerClient engine, CancellationToken cancellationToken)
    {
        var services = engine.Swarm.ListServicesAsync(new ServiceListParameters(), cancellationToken);
        var tasks = engine.Tasks.ListAsync(new TasksListParameters(), cancellationToken);
        return Of(await services, await tasks);
    }

    internal static ImmutableSortedSet<string> Of(IEnumerable<SwarmService> services, IEnumerable<TaskResponse> tasks) =>
    [
        .. Specs(services).SelectMany(spec => PromisedImages.References((spec.Labels ?? new Dictionary<string, string>()).AsReadOnly())),
        .. Specs(services).Select(spec => spec.TaskTemplate)
            .Concat(tasks.Where(task => task.Status?.State is not { } state || !Over.Contains(state)).Select(task => task.Spec))
            .Select(spec => spec?.ContainerSpec?.Image)
            .OfType<string>(),
    ];

    private static IEnumerable<ServiceSpec> Specs(IEnumerable<SwarmService> services) =>
        services.SelectMany(service => new[] { service.Spec, service.PreviousSpec }).OfType<ServiceSpec>();
}
