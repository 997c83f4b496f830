using System.Collections.Immutable;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Nodes;
using Fridge.Rollout.Orchestration;
using Fridge.Tooling;

namespace Fridge.Rollout.Swarm;

/// <summary>Asks each node's own engine what its containers of the stack use; all nodes at once.</summary>
internal static class MemoryReader
{
    public static async Task<NodeMemories> ReadAsync(
        INodeSessions sessions, IEnumerable<string> nodes, string stack, CancellationToken cancellationToken)
    {
        var answers = await FanOut.Short.RunAsync(nodes, (node, token) => TryReadAsync(sessions, node, stack, token), cancellationToken);
        return new NodeMemories(
            answers.SelectMany(answer => answer.Containers).ToImmutableDictionary(),
            answers.Where(answer => answer.Problem is not null).ToImmutableDictionary(answer => answer.Node, answer => answer.Problem!));
    }

    private static async Task<(string Node, IReadOnlyList<KeyValuePair<string, InstanceMemory>> Containers, string? Problem)> TryReadAsync(
        INodeSessions sessions, string node, string stack, CancellationToken cancellationToken)
    {
        try
        {
            var session = await sessions.OpenAsync(node, cancellationToken);
            return (node, await ReadNodeAsync(await session.EngineAsync(cancellationToken), stack, cancellationToken), null);
        }
        catch (Exception e) when (e is FridgeException or DockerApiException or HttpRequestException or IOException)
        {
            return (node, [], e.GetBaseException().Message);
        }
    }

    private static async Task<IReadOnlyList<KeyValuePair<string, InstanceMemory>>> ReadNodeAsync(
        IDockerClient engine, string stack, CancellationToken cancellationToken)
    {
        var containers = await engine.Containers.ListContainersAsync(new ContainersListParameters { Filters = StackFilter.Of(stack) }, cancellationToken);
        return await Task.WhenAll(containers.Select(async container =>
            KeyValuePair.Create(container.ID!, await MemoryAsync(engine, container.ID!, cancellationToken))));
    }

    private static async Task<InstanceMemory> MemoryAsync(IDockerClient engine, string id, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<ContainerStatsResponse?>();
        await engine.Containers.GetContainerStatsAsync(
            id, new ContainerStatsParameters { Stream = false, OneShot = true }, new FirstOf(answer), cancellationToken);
        answer.TrySetResult(null);
        return Of((await answer.Task)?.MemoryStats);
    }

    /// <summary>As <c>docker stats</c> counts: without the file pages that the kernel could take back (cgroup v1 and v2 name them differently).</summary>
    private static InstanceMemory Of(MemoryStats? stats)
    {
        var pages = stats?.Stats ?? new Dictionary<string, ulong>();
        var inactive = pages.TryGetValue("total_inactive_file", out var v1) ? v1 : pages.TryGetValue("inactive_file", out var v2) ? v2 : 0;
        var usage = stats?.Usage ?? 0;
        return new InstanceMemory((long)(usage > inactive ? usage - inactive : usage), (long?)stats?.Limit);
    }

    private sealed class FirstOf(TaskCompletionSource<ContainerStatsResponse?> answer) : IProgress<ContainerStatsResponse>
    {
        public void Report(ContainerStatsResponse value) => answer.TrySetResult(value);
    }
}
