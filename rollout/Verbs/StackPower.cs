using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Manifests.Swarm;
using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Locks;
using Fridge.Rollout.Swarm;
using Fridge.Tooling;
using Fridge.Tooling.Nodes;

namespace Fridge.Rollout.Verbs;

/// <summary>Stop scales the stack to zero, Start undoes it. The services, configs and networks stay.</summary>
public sealed class StackPower(INodeSessions sessions, TimeProvider time, IReport report)
{
    private readonly RolloutLimits limits = new();

    /// <returns>False: nothing ran.</returns>
    public async Task<bool> StopAsync(string stack, string manager, ILockHandle heldLock, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(manager, cancellationToken);
        var engine = await session.EngineAsync(cancellationToken);
        var held = await ReadAsync(engine, stack, cancellationToken);
        if (held.Services.All(service => service.Replicas == 0))
            return false;
        report.Warn("The job's state is lost: its checkpoints are in the JobManager's memory, and no savepoint was taken.");
        await heldLock.EnsureHeldAsync(cancellationToken);
        await session.ExecAsync(StackCommand.Scale(stack, held.Services.Select(service => (service.Name, 0))), cancellationToken);
        await WaitAsync(engine, stack, _ => 0, "tasks to end", cancellationToken);
        return true;
    }

    /// <returns>False: all ran already.</returns>
    public async Task<bool> StartAsync(string stack, string manager, ILockHandle heldLock, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(manager, cancellationToken);
        var engine = await session.EngineAsync(cancellationToken);
        var held = await ReadAsync(engine, stack, cancellationToken);
        var stopped = held.Services.Where(service => service.Replicas != Wanted(service)).ToList();
        if (stopped.Count > 0)
        {
            await heldLock.EnsureHeldAsync(cancellationToken);
            await session.ExecAsync(StackCommand.Scale(stack, stopped.Select(service => (service.Name, Wanted(service)))), cancellationToken);
        }

        await WaitAsync(engine, stack, Wanted, "tasks to run", cancellationToken);
        return stopped.Count > 0;
    }

    private async Task WaitAsync(
        IDockerClient engine, string stack, Func<DeployedService, int> wanted, string what, CancellationToken cancellationToken) =>
        report.Info(await new GateKeeper(limits, time, report).WaitAsync(
            $"waiting for {what}", limits.Tasks, token => LookAsync(engine, stack, wanted, token), cancellationToken));

    private static async Task<GateState> LookAsync(
        IDockerClient engine, string stack, Func<DeployedService, int> wanted, CancellationToken cancellationToken)
    {
        var held = await ClusterStateReader.ReadAsync(engine, stack, cancellationToken);
        var tasks = await TaskReader.ReadAsync(engine, held, stack, cancellationToken);
        var counts = held.Services.Select(service => (
            service.Name,
            Running: tasks.Count(task => task.Service == service.Name && task.State == TaskState.Running),
            Wanted: wanted(service))).ToList();
        var saying = string.Join(", ", counts.Select(count => $"{count.Name} {count.Running} of {count.Wanted}"));
        return counts.All(count => count.Running == count.Wanted) ? new GateOpen(saying) : new GateWaiting(saying);
    }

    private static int Wanted(DeployedService service) =>
        int.TryParse(service.Labels.GetValueOrDefault(StackLabels.Replicas), out var replicas) ? replicas : service.Replicas;

    private static async Task<ClusterState> ReadAsync(IDockerClient engine, string stack, CancellationToken cancellationToken)
    {
        var held = await ClusterStateReader.ReadAsync(engine, stack, cancellationToken);
        return held.Services.IsEmpty
            ? throw new FridgeException($"{stack} has no services.", "./build.sh Deploy makes the stack.")
            : held;
    }
}
