using System.Globalization;
using Docker.DotNet;
using Fridge.Nodes;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Swarm;
using Fridge.Rollout.Verbs;
using Fridge.Tooling;

namespace Fridge.Rollout.Deploy;

/// <summary>What a person needs beside the reason: the task, whether the kernel killed it, and its service's last log lines.</summary>
internal sealed class Evidence(INodeSessions sessions, IDockerClient engine, string stack)
{
    private const int LogLines = 25;

    public async Task<GateFailedException> GatherAsync(GateFailedException failure, string service, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        if (failure.Task is { } task)
            lines.AddRange(await AboutTaskAsync(task, cancellationToken));
        lines.AddRange(await LogsAsync(failure.Task?.Service ?? service, cancellationToken));
        return new GateFailedException(failure.Message, failure.NextStep, failure) { Task = failure.Task, Evidence = lines };
    }

    private async Task<IEnumerable<string>> AboutTaskAsync(TaskView task, CancellationToken cancellationToken)
    {
        var about = string.Create(
            CultureInfo.InvariantCulture,
            $"task {task.Id} of {task.Service} on {task.Node ?? "no node"}: {task.State}, exit code {task.ExitCode}");
        if (task is not { Node: { } node, ContainerId: { } container })
            return [about];
        return [about, await KilledAsync(node, container, cancellationToken)];
    }

    private async Task<string> KilledAsync(string node, string container, CancellationToken cancellationToken)
    {
        try
        {
            var session = await sessions.OpenAsync(node, cancellationToken);
            var nodeEngine = await session.EngineAsync(cancellationToken);
            var inspected = await nodeEngine.Containers.InspectContainerAsync(container, cancellationToken);
            return inspected.State?.OOMKilled == true
                ? $"{node}: the kernel killed it: out of memory"
                : $"{node}: the container's state is {inspected.State?.Status}{Suffix(inspected.State?.Error)}";
        }
        catch (Exception e) when (e is FridgeException or DockerApiException or IOException or HttpRequestException)
        {
            return $"{node} can't be asked about the container: {e.Message}";
        }
    }

    private async Task<IReadOnlyList<string>> LogsAsync(string service, CancellationToken cancellationToken)
    {
        try
        {
            var lines = await new StackLogs(engine, stack).TailAsync(service, LogLines, cancellationToken);
            return [$"the last {lines.Count} lines of {service}:", .. lines.Select(line => line.ToString())];
        }
        catch (Exception e) when (e is FridgeException or DockerApiException or IOException or HttpRequestException)
        {
            return [$"no log of {service}: {e.Message}"];
        }
    }

    private static string Suffix(string? error) => error is { Length: > 0 } ? $": {error}" : "";
}
