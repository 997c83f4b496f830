using System.Collections.Immutable;
using Docker.DotNet.Models;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Swarm;
using Fridge.Rollout.Verbs;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Verbs;

public sealed class ScaleVerdictTests
{
    private static readonly WorkloadScale Workers = new("taskmanager", 0, 2);
    private static readonly WorkloadScale JobManager = new("jobmanager", 1, 1);

    [Fact]
    public void Stop_TaskOnANodeThatIsDown_IsLeftOutAndSaid() =>
        Verdict(ScaleVerb.Stop, Workers with { To = 0 }, Task("pico-2", TaskState.Running, TaskState.Shutdown) with { IsOnLostNode = true })
            .ShouldBe(new GateOpen("taskmanager: 0 run (on pico-2: ends when the node answers again)"));

    [Fact]
    public void Stop_TaskThatStillEnds_IsWaitedFor() =>
        Verdict(ScaleVerb.Stop, Workers with { To = 0 }, Task("pico-1", TaskState.Running, TaskState.Remove))
            .ShouldBe(new GateWaiting("taskmanager: 1 run"));

    [Fact]
    public void Start_GhostOfADeadNode_IsNotCounted()
    {
        var ghost = Task("pico-2", TaskState.Running, TaskState.Shutdown);

        Verdict(ScaleVerb.Start, Workers, ghost, Run("pico-0"), Run("pico-1")).ShouldBe(new GateOpen("taskmanager: 2 of 2 run"));
        Verdict(ScaleVerb.Start, Workers, ghost, Run("pico-1")).ShouldBe(new GateWaiting("taskmanager: 1 of 2 run"));
    }

    [Fact]
    public void Start_FinishedJob_IsLeftAlone()
    {
        var done = Task("pico-0", TaskState.Complete, TaskState.Shutdown) with { Workload = "jobmanager" };

        ScaleVerdict.Of(Plan(ScaleVerb.Start, JobManager), [done], ImmutableHashSet.Create(done.Id))
            .ShouldBe(new GateOpen("jobmanager has ended by itself with 0 on pico-0"));
    }

    [Fact]
    public void Start_JobThatHadFinishedBeforeStop_IsWaitedForAnew()
    {
        var done = Task("pico-0", TaskState.Complete, TaskState.Shutdown) with { Workload = "jobmanager" };

        ScaleVerdict.Of(Plan(ScaleVerb.Start, JobManager with { From = 0 }), [done], ImmutableHashSet.Create(done.Id))
            .ShouldBe(new GateWaiting("jobmanager: 0 of 1 run"));
    }

    [Fact]
    public void Start_ThreeFailuresSinceItBegan_Fail_EarlierOnesDont()
    {
        var failures = Enumerable.Range(0, 3)
            .Select(i => Task("pico-1", TaskState.Failed, TaskState.Shutdown) with { Id = $"f{i}", Error = "task: non-zero exit (137)", ExitCode = 137 })
            .ToImmutableArray();

        ScaleVerdict.Of(Plan(ScaleVerb.Start, JobManager, Workers), failures, ImmutableHashSet<string>.Empty)
            .ShouldBe(new GateFailed("taskmanager failed 3 times: task: non-zero exit (137), it was killed (SIGKILL): out of memory? on pico-1", failures[2]));
        ScaleVerdict.Of(Plan(ScaleVerb.Start, Workers), failures, failures.Take(1).Select(task => task.Id).ToHashSet()).ShouldBeOfType<GateWaiting>();
    }

    [Fact]
    public void Start_NoSuitableNode_IsStuckAndSaysWhy() =>
        Verdict(ScaleVerb.Start, Workers, Run("pico-1"), Task("", TaskState.Pending) with { Node = null, Error = "no suitable node (1 node not available)", Trouble = InstanceTrouble.Unplaceable })
            .ShouldBe(new GateWaiting("taskmanager: 1 of 2 run; pending: no suitable node (1 node not available)", IsStuck: true));

    private static GateState Verdict(ScaleVerb verb, WorkloadScale scale, params ImmutableArray<Instance> tasks) =>
        ScaleVerdict.Of(Plan(verb, scale), tasks, ImmutableHashSet<string>.Empty);

    private static ScalePlan Plan(ScaleVerb verb, params ImmutableArray<WorkloadScale> services) => new(verb, "pico", services);

    private static Instance Run(string node) => Task(node, TaskState.Running);

    private static Instance Task(string node, TaskState state, TaskState desired = TaskState.Running) => new()
    {
        Id = $"{node} {state}",
        Workload = "taskmanager",
        Node = node,
        State = TaskReader.State(state),
        Word = state.ToString().ToLowerInvariant(),
        ShouldRun = desired is TaskState.Running or TaskState.Ready,
        Image = "flink",
    };
}
