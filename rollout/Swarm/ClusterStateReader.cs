using System.Collections.Immutable;
using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;

namespace Fridge.Rollout.Swarm;

/// <summary>Reads what a swarm holds of one stack: two calls of the manager's engine.</summary>
public static class StackReader
{
    /// <exception cref="SwarmUnavailableException">No swarm there, or none that answers.</exception>
    public static async Task<Observed> ReadAsync(IDockerClient engine, string stack, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(engine, stack, cancellationToken);
        }
        catch (DockerApiException refusal) when (refusal.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            throw SwarmUnavailableException.Of(stack, refusal);
        }
    }

    private static async Task<Observed> AskAsync(IDockerClient engine, string stack, CancellationToken cancellationToken)
    {
        var services = engine.Swarm.ListServicesAsync(new ServiceListParameters { Filters = StackFilter.Of(stack) }, cancellationToken);
        var configs = engine.Configs.ListConfigsAsync(cancellationToken);
        return new Observed(
            [.. (await services).Select(service => Service(service, stack)).OrderBy(service => service.Name, StringComparer.Ordinal)],
            [.. (await configs).Select(Config)
                .Where(config => config.Labels.GetValueOrDefault(StackFilter.Label) == stack)
                .OrderBy(config => config.Name, StringComparer.Ordinal)]);
    }

    private static ObservedWorkload Service(SwarmService service, string stack)
    {
        var spec = service.Spec!;
        return new ObservedWorkload
        {
            Id = service.ID!,
            Name = spec.Name!.StartsWith(stack + "_", StringComparison.Ordinal) ? spec.Name[(stack.Length + 1)..] : spec.Name,
            Image = spec.TaskTemplate?.ContainerSpec?.Image ?? "",
            Replicas = (int)(spec.Mode?.Replicated?.Replicas ?? 0),
            Labels = Labels(spec.Labels),
            Files = ConfigNames(spec),
            PreviousFiles = ConfigNames(service.PreviousSpec),
            UpdateState = service.UpdateStatus?.State is { Length: > 0 } state ? state : null,
            UpdateMessage = service.UpdateStatus?.Message,
        };
    }

    private static ObservedFile Config(SwarmConfig config) => new()
    {
        Id = config.ID!,
        Name = config.Spec!.Name!,
        Content = Encoding.UTF8.GetString(config.Spec.Data?.ToArray() ?? []),
        Labels = Labels(config.Spec.Labels),
    };

    private static ImmutableArray<string> ConfigNames(ServiceSpec? spec) =>
        [.. (spec?.TaskTemplate?.ContainerSpec?.Configs ?? []).Select(config => config.ConfigName!)];

    private static ImmutableSortedDictionary<string, string> Labels(IDictionary<string, string>? labels) =>
        (labels ?? new Dictionary<string, string>()).ToImmutableSortedDictionary(StringComparer.Ordinal);
}
