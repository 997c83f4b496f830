using System.Collections.Immutable;
using Docker.DotNet;
using Fridge.Nodes;
using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Swarm;
using Fridge.Tooling;

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
        return PowerPlan.Of(power, stack, await StackReader.ReadAsync(await session.EngineAsync(cancellationToken), stack, cancellationToken));
    }

    /// <summary>Scales what the plan changes, and waits for all services: a rerun waits on.</summary>
    public async Task ApplyAsync(PowerPlan plan, string manager, ILockHandle heldLock, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(manager, cancellationToken);
        var engine = await session.EngineAsync(cancellationToken);
        if (plan.Warning is { } warning)
            report.Warn(warning);
        var before = (await TasksAsync(engine, plan.Stack, cancellationToken)).Where(PowerVerdict.HasEnded).Select(task => task.Id).ToHashSet();
        if (!plan.ChangesNothing)
        {
            await heldLock.EnsureHeldAsync(cancellationToken);
            await session.ExecAsync(StackCommand.Scale(plan.Stack, plan.Changes.Select(change => (change.Service, change.To))), cancellationToken);
        }

        await WaitAsync(engine, plan, before, cancellationToken);
    }

    private async Task WaitAsync(IDockerClient engine, PowerPlan plan, IReadOnlySet<string> before, CancellationToken cancellationToken)
    {
        try
        {
            report.Info(await new GateKeeper(limits, time, report).WaitAsync(
                plan.Power == Power.Stop ? "waiting for tasks to end" : "waiting for tasks to run",
                limits.Tasks,
                async token => PowerVerdict.Of(plan, await TasksAsync(engine, plan.Stack, token), before),
                cancellationToken));
        }
        catch (GateFailedException e) when (e.Task is { } task)
        {
            throw await new Evidence(sessions, engine, plan.Stack).GatherAsync(e, task.Service, cancellationToken);
        }
    }

    private static async Task<ImmutableArray<TaskView>> TasksAsync(IDockerClient engine, string stack, CancellationToken cancellationToken) =>
        await TaskReader.ReadAsync(engine, await StackReader.ReadAsync(engine, stack, cancellationToken), stack, cancellationToken);
}
