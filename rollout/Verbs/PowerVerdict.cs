using System.Collections.Immutable;
using Docker.DotNet.Models;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Swarm;

namespace Fridge.Rollout.Verbs;

/// <summary>Are the services as Stop or Start wants them? Pure.</summary>
public static class PowerVerdict
{
    /// <param name="tasks">In the order of time.</param>
    /// <param name="before">Tasks that had ended before anything was scaled.</param>
    public static GateState Of(PowerPlan plan, ImmutableArray<TaskView> tasks, IReadOnlySet<string> before)
    {
        var states = plan.Workloads.Select(service => Of(plan.Power, service, [.. tasks.Where(task => task.Service == service.Service)], before)).ToList();
        if (states.OfType<GateFailed>().FirstOrDefault() is { } failed)
            return failed;
        var saying = string.Join(", ", states.Select(state => state.Saying));
        return states.All(state => state is GateOpen)
            ? new GateOpen(saying)
            : new GateWaiting(saying, states.Any(state => state is GateWaiting { IsStuck: true }));
    }

    public static bool HasEnded(TaskView task) => task.HasFailed || task.State == TaskState.Complete;

    private static GateState Of(Power power, WorkloadScale scale, ImmutableArray<TaskView> tasks, IReadOnlySet<string> before) =>
        power == Power.Stop ? Stopped(scale.Service, tasks) : Started(scale, tasks, before);

    /// <summary>A node that doesn't answer says nothing about its tasks' end; Swarm ends them when it is back.</summary>
    private static GateState Stopped(string service, ImmutableArray<TaskView> tasks)
    {
        var running = tasks.Where(task => task.State == TaskState.Running).ToLookup(task => task.IsOnLostNode, task => task.Node);
        var lost = running[true].Any() ? $" (on {string.Join(", ", running[true])}: ends when the node answers again)" : "";
        var saying = $"{service}: {running[false].Count()} run{lost}";
        return running[false].Any() ? new GateWaiting(saying) : new GateOpen(saying);
    }

    private static GateState Started(WorkloadScale scale, ImmutableArray<TaskView> tasks, IReadOnlySet<string> before)
    {
        ImmutableArray<TaskView> later = [.. tasks.Where(task => !before.Contains(task.Id))];
        if (ServiceVerdict.GivenUp(scale.Service, [.. later.Where(task => task.HasFailed)]) is { } givenUp)
            return givenUp;

        // One that is scaled up starts anew, though its job had finished before.
        var running = tasks.Count(task => task.IsRunning);
        if (running == 0 && (scale.IsChange ? later : tasks).LastOrDefault() is { State: TaskState.Complete } done)
            return new GateOpen($"{scale.Service} has ended by itself with 0 on {done.Node}");
        return running == scale.To
            ? new GateOpen($"{scale.Service}: {running} of {scale.To} run")
            : ServiceVerdict.Waiting(scale.Service, scale.To, tasks, running);
    }
}
