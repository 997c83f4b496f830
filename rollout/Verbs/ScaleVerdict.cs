using System.Collections.Immutable;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Verbs;

/// <summary>Are the workloads as Stop or Start wants them? Pure.</summary>
internal static class ScaleVerdict
{
    /// <param name="instances">In the order of time.</param>
    /// <param name="before">Instances that had ended before anything was scaled.</param>
    public static GateState Of(ScalePlan plan, ImmutableArray<Instance> instances, IReadOnlySet<string> before)
    {
        var states = plan.Workloads.Select(scale => Of(plan.Verb, scale, [.. instances.Where(instance => instance.Workload == scale.Workload)], before)).ToList();
        if (states.OfType<GateFailed>().FirstOrDefault() is { } failed)
            return failed;
        var saying = string.Join(", ", states.Select(state => state.Saying));
        return states.All(state => state is GateOpen)
            ? new GateOpen(saying)
            : new GateWaiting(saying, states.Any(state => state is GateWaiting { IsStuck: true }));
    }

    private static GateState Of(ScaleVerb verb, WorkloadScale scale, ImmutableArray<Instance> instances, IReadOnlySet<string> before) =>
        verb == ScaleVerb.Stop ? Stopped(scale.Workload, instances) : Started(scale, instances, before);

    /// <summary>A node that doesn't answer says nothing about its tasks' end; the orchestrator ends them when it is back.</summary>
    private static GateState Stopped(string workload, ImmutableArray<Instance> instances)
    {
        var running = instances.Where(instance => instance.State == InstanceState.Running).ToLookup(instance => instance.IsOnLostNode, instance => instance.Node);
        var lost = running[true].Any() ? $" (on {string.Join(", ", running[true])}: ends when the node answers again)" : "";
        var saying = $"{workload}: {running[false].Count()} run{lost}";
        return running[false].Any() ? new GateWaiting(saying) : new GateOpen(saying);
    }

    private static GateState Started(WorkloadScale scale, ImmutableArray<Instance> instances, IReadOnlySet<string> before)
    {
        ImmutableArray<Instance> later = [.. instances.Where(instance => !before.Contains(instance.Id))];
        if (WorkloadVerdict.GivenUp(scale.Workload, [.. later.Where(instance => instance.HasFailed)]) is { } givenUp)
            return givenUp;

        // One that is scaled up starts anew, though its job had finished before.
        var running = instances.Count(instance => instance.IsRunning);
        if (running == 0 && (scale.IsChange ? later : instances).LastOrDefault() is { State: InstanceState.Complete } done)
            return new GateOpen($"{scale.Workload} has ended by itself with 0 on {done.Node}");
        return running == scale.To
            ? new GateOpen($"{scale.Workload}: {running} of {scale.To} run")
            : WorkloadVerdict.Waiting(scale.Workload, scale.To, instances, running);
    }
}
