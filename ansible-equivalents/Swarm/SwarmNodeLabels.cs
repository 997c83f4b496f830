using Docker.DotNet;
using Docker.DotNet.Models;

namespace Fridge.Provisioning.Swarm;

/// <summary>Writes labels by compare-and-swap: the managers change a node's entry at any time, so a version may be old when it arrives.</summary>
internal static class SwarmNodeLabels
{
    private const int MostAttempts = 5;

    public static async Task WriteAsync(
        IDockerClient manager, string nodeId, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var node = await manager.Swarm.InspectNodeAsync(nodeId, cancellationToken);
            var spec = node.Spec ?? new NodeUpdateParameters();
            spec.Labels = labels.ToDictionary();
            try
            {
                await manager.Swarm.UpdateNodeAsync(nodeId, node.Version?.Index ?? 0, spec, cancellationToken);
                return;
            }
            catch (DockerApiException refusal) when (attempt < MostAttempts && refusal.Message.Contains("out of sequence", StringComparison.Ordinal))
            {
                // Somebody wrote in between: once more, upon what is there now.
            }
        }
    }
}
