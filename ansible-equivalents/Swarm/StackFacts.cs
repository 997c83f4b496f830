using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.Swarm;

/// <summary>What runs on the cluster now, as a manager says.</summary>
internal static class StackFacts
{
    /// <summary>The services of all stacks, read on the first manager. Null: no manager that answers.</summary>
    public static readonly Fact<ImmutableArray<StackService>?> Services = EngineFacts.Asked<ImmutableArray<StackService>?>(
        "stack_ports", """/services?filters={"label":["com.docker.stack.namespace"]}""".Replace("\"", "%22"),
        text => text.Status == 0 ? EngineFacts.Json<ImmutableArray<StackService>>(text) : null);
}

/// <summary>The part of a service that is read; names are the engine's.</summary>
internal sealed record StackService(StackServiceSpec Spec)
{
    private const string OnNode = $"node.labels.{WellKnown.NodeLabel}==";

    public string? Stack => Spec.Labels?.GetValueOrDefault("com.docker.stack.namespace");

    public long Replicas => Spec.Mode?.Replicated is { } replicated ? replicated.Replicas : 1;

    public IEnumerable<StackPort> Published => Spec.EndpointSpec?.Ports ?? [];

    public bool Publishes(int port) => Published.Any(published => published.PublishedPort == port);

    /// <summary>Whether its ports may be open on the node: all nodes', but where it is told one node and publishes on that alone.</summary>
    public bool MayRunOn(string node) =>
        Published.Any(port => port.PublishMode != "host")
        || (Spec.TaskTemplate?.Placement?.Constraints ?? []).Select(constraint => constraint.Replace(" ", "", StringComparison.Ordinal))
            .Where(constraint => constraint.StartsWith(OnNode, StringComparison.Ordinal)).All(constraint => constraint[OnNode.Length..] == node);
}

internal sealed record StackServiceSpec(Dictionary<string, string>? Labels, StackServiceMode? Mode, StackTask? TaskTemplate, StackEndpoint? EndpointSpec);

internal sealed record StackServiceMode(StackReplicas? Replicated);

internal sealed record StackReplicas(long Replicas);

internal sealed record StackTask(StackPlacement? Placement);

internal sealed record StackPlacement(ImmutableArray<string>? Constraints);

internal sealed record StackEndpoint(ImmutableArray<StackPort>? Ports);

/// <param name="PublishMode"><c>host</c>: on the nodes of its tasks; else on every node.</param>
internal sealed record StackPort(int PublishedPort, string Protocol = "tcp", string? PublishMode = null);
