using System.Collections.Immutable;
using Docker.DotNet;
using Fridge.Nodes;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;

namespace Fridge.Rollout.Swarm;

/// <summary>What a node's own engine knows about the container of a task.</summary>
internal sealed class ContainerEvidence(INodeSessions sessions)
{
    public async Task<ImmutableArray<string>> GatherAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (instance is not { Node: { } node, ContainerId: { } container })
            return [];
        try
        {
            var session = await sessions.OpenAsync(node, cancellationToken);
            var engine = await session.EngineAsync(cancellationToken);
            var inspected = await engine.Containers.InspectContainerAsync(container, cancellationToken);
            return inspected.State?.OOMKilled == true
                ? [$"{node}: the kernel killed it: out of memory"]
                : [$"{node}: the container's state is {inspected.State?.Status}{Suffix(inspected.State?.Error)}"];
        }
        catch (Exception e) when (e is FridgeException or DockerApiException or IOException or HttpRequestException)
        {
            return [$"{node} can't be asked about the container: {e.Message}"];
        }
    }

    private static string Suffix(string? error) => error is { Length: > 0 } ? $": {error}" : "";
}
