using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Facts;
using Fridge.Tooling.Engines;

namespace Fridge.Provisioning.Swarm;

/// <summary>What runs on the cluster now, as a manager says.</summary>
internal static class StackFacts
{
    /// <summary>The services of all stacks, read on the first manager. Null: no manager that answers.</summary>
    public static readonly Fact<ImmutableArray<StackService>?> Services = EngineFacts.Asked<ImmutableArray<StackService>?>(
        "stack_ports", $"/services?filters={{%22label%22:[%22{WorkloadLabels.Stack}%22]}}",
        text => text.Status == 0 ? EngineObject.ParseList(text.Text, StackService.Of) : null);
}

/// <summary>The part of a service that is read; names are the engine's.</summary>
/// <param name="Stack">Null: of no stack.</param>
/// <param name="Replicas">One where it runs on each node, or does a job.</param>
/// <param name="Constraints">Where its tasks may run.</param>
internal sealed record StackService(string? Stack, long Replicas, ImmutableArray<string> Constraints, ImmutableArray<StackPort> Published)
{
    private const string OnNode = $"node.labels.{WellKnown.NodeLabel}==";

    public static StackService Of(EngineObject service)
    {
        var spec = service.Object("Spec") ?? throw new FormatException("a service without Spec");
        return new(
            spec.Map("Labels")?.GetValueOrDefault(WorkloadLabels.Stack),
            spec.Object("Mode")?.Object("Replicated") is { } replicated ? replicated.Number("Replicas") ?? 0 : 1,
            spec.Object("TaskTemplate")?.Object("Placement")?.Texts("Constraints") ?? [],
            spec.Object("EndpointSpec")?.Objects("Ports", StackPort.Of) ?? []);
    }

    public bool Publishes(int port) => Published.Any(published => published.PublishedPort == port);

    /// <summary>Whether its ports may be open on the node: all nodes', but where it is told one node and publishes on that alone.</summary>
    public bool MayRunOn(string node) =>
        Published.Any(port => port.PublishMode != "host")
        || Constraints.Select(constraint => constraint.Replace(" ", "", StringComparison.Ordinal))
            .Where(constraint => constraint.StartsWith(OnNode, StringComparison.Ordinal)).All(constraint => constraint[OnNode.Length..] == node);
}

/// <param name="PublishMode"><c>host</c>: on the nodes of its tasks; else on every node.</param>
internal sealed record StackPort(int PublishedPort, string Protocol, string? PublishMode)
{
    public static StackPort Of(EngineObject port) => new(checked((int)(port.Number(nameof(PublishedPort)) ?? 0)), port.Text(nameof(Protocol)) ?? "tcp", port.Text(nameof(PublishMode)));
}
