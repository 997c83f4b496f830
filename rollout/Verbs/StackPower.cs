using Docker.DotNet;
using Docker.DotNet.Models;
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

    /// <summary>Reads the cluster; changes nothing.</summary>
    /// <exception cref="FridgeException">There is no such stack.</exception>
    public async Task<PowerPlan> PlanAsync(Power power, string stack, string manager, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(manager, cancellationToken);
        return PowerPlan.Of(power, stack, await ClusterStateReader.ReadAsync(await session.EngineAsync(cancellationToken), stack, cancellationToken));
    }

    /// <summary>Scales what the plan changes, and waits for all services: a rerun waits on.</summary>
    public async Task ApplyAsync(PowerPlan plan, string manager, ILockHandle heldLock, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(manager, cancellationToken);
        var engine = await session.EngineAsync(cancellationToken);
        if (plan.Warning is { } warning)
            report.Warn(warning);
        if (!plan.ChangesNothing)
        {
            await heldLock.EnsureHeldAsync(cancellationToken);
            await session.ExecAsync(StackCommand.Scale(plan.Stack, plan.Changes.Select(change => (change.Service, change.To))), cancellationToken);
        }

        report.Info(await new GateKeeper(limits, time, report).WaitAsync(
            plan.Power == Power.Stop ? "waiting for tasks to end" : "waiting for tasks to run",
            limits.Tasks,
            token => LookAsync(engine, plan, token),
            cancellationToken));
    }

    private static async Task<GateState> LookAsync(IDockerClient engine, PowerPlan plan, CancellationToken cancellationToken)
    {
        var held = await ClusterStateReader.ReadAsync(engine, plan.Stack, cancellationToken);
        var tasks = await TaskReader.ReadAsync(engine, held, plan.Stack, cancellationToken);
        var counts = plan.Services.Select(service => (
            service.Service,
            Running: tasks.Count(task => task.Service == service.Service && task.State == TaskState.Running),
            Wanted: service.To)).ToList();
        var saying = string.Join(", ", counts.Select(count => $"{count.Service} {count.Running} of {count.Wanted}"));
        return counts.All(count => count.Running == count.Wanted) ? new GateOpen(saying) : new GateWaiting(saying);
    }
}
