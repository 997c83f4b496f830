using System.Collections.Immutable;
using System.Net;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Secrets;

namespace Fridge.Rollout.Swarm;

/// <summary>Reads what a swarm holds of one stack: three calls of the manager's engine.</summary>
internal static class StackReader
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
        var configs = (await engine.Configs.ListConfigsAsync(cancellationToken))
            .Where(config => Label(config, WorkloadLabels.Stack) == stack)
            .OrderBy(config => config.Spec!.Name, StringComparer.Ordinal)
            .ToLookup(config => Label(config, ConfigStore.ReleaseLabel) is not null);
        return new Observed(
            [.. (await services).Select(service => Service(service, stack)).OrderBy(service => service.Name, StringComparer.Ordinal)],
            [.. configs[false].Select(config => new ObservedFile(config.ID!, config.Spec!.Name!, Content(config)))],
            [.. configs[true].Select(Record)])
        {
            Secrets = [.. (await engine.Secrets.ListAsync(cancellationToken)).Where(secret => IsOf(secret.Spec?.Labels, stack)).Select(secret => new ObservedSecret(secret.ID!, secret.Spec!.Name!))],
        };
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
            Labels = (spec.Labels ?? new Dictionary<string, string>()).ToImmutableSortedDictionary(StringComparer.Ordinal),
            Files = ConfigNames(spec),
            PreviousFiles = ConfigNames(service.PreviousSpec),
            Secrets = [.. SecretNames(spec).Union(SecretNames(service.PreviousSpec))],
            Update = Update(service.UpdateStatus?.State),
            UpdateMessage = service.UpdateStatus?.Message,
        };
    }

    /// <summary>Swarm's own words: <c>updating</c>, <c>paused</c>, <c>completed</c>, <c>rollback_…</c></summary>
    private static UpdateState Update(string? state) => state switch
    {
        "updating" => UpdateState.Going,
        "paused" or "rollback_paused" => UpdateState.Stopped,
        _ => UpdateState.Settled,
    };

    private static StoredRecord Record(SwarmConfig config) =>
        new(Label(config, ConfigStore.ReleaseLabel)!, Label(config, ConfigStore.PartLabel) ?? "", Content(config), config.ID!);

    private static string Content(SwarmConfig config) => Encoding.UTF8.GetString(config.Spec!.Data?.ToArray() ?? []);

    private static string? Label(SwarmConfig config, string label) =>
        config.Spec?.Labels is { } labels && labels.TryGetValue(label, out var value) ? value : null;

    private static bool IsOf(IDictionary<string, string>? labels, string stack) =>
        labels is not null && labels.TryGetValue(WorkloadLabels.Stack, out var value) && value == stack;

    private static ImmutableArray<string> SecretNames(ServiceSpec? spec) =>
        [.. (spec?.TaskTemplate?.ContainerSpec?.Secrets ?? []).Select(secret => secret.SecretName!)];

    private static ImmutableArray<string> ConfigNames(ServiceSpec? spec) =>
        [.. (spec?.TaskTemplate?.ContainerSpec?.Configs ?? []).Select(config => config.ConfigName!)];
}
