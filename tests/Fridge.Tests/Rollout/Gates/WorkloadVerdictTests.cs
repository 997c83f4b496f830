using System.Collections.Immutable;
using Docker.DotNet.Models;
using Fridge.Manifests;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Orchestration;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Gates;

public sealed class WorkloadVerdictTests
{
    private static readonly ImmutableHashSet<string> Nothing = [];

    [Fact]
    public async Task AllTasksRunWhereTheyShould_Opens()
    {
        var service = await TaskManagersAsync();

        Verdict(service, [Run(service, "virtual-1"), Run(service, "virtual-2")])
            .ShouldBe(new GateOpen("taskmanager: 2 of 2 on virtual-1, virtual-2"));
    }

    [Fact]
    public async Task TasksOfTheOldSpec_DoNotCount()
    {
        var service = await TaskManagersAsync();
        var old = Run(service, "virtual-2") with { Files = ["virtual_taskmanager-config-old"] };

        Verdict(service, [Run(service, "virtual-1"), old]).ShouldBe(new GateWaiting("taskmanager: 1 of 2 run"));
    }

    /// <summary>Another limit or health check shows in no image and no config, and at first in no state of an update.</summary>
    [Theory]
    [InlineData("00000000")]
    [InlineData(null)]
    public async Task TasksThatAnUpdateHasNotReplacedYet_DoNotCount(string? hash)
    {
        var service = await TaskManagersAsync();
        var old = new[] { Run(service, "virtual-1"), Run(service, "virtual-2") }.Select(task => task with { Hash = hash });

        Verdict(service, old).ShouldBe(new GateWaiting("taskmanager: 0 of 2 run"));
    }

    [Fact]
    public async Task TaskOnANodeThatPlacementForbids_IsStuck()
    {
        var service = await TaskManagersAsync();

        Verdict(service, [Run(service, "virtual-1"), Run(service, "virtual-0")])
            .ShouldBe(new GateWaiting("taskmanager runs on virtual-0, expected virtual-1 or virtual-2", IsStuck: true));
    }

    [Fact]
    public async Task NoSuitableNode_IsStuckAndSaysWhy()
    {
        var service = await TaskManagersAsync();
        var pending = Stacks.Task(service, "", TaskState.Pending) with { Node = null, Error = "no suitable node (insufficient resources on 1 node)", Trouble = InstanceTrouble.Unplaceable };

        Verdict(service, [Run(service, "virtual-1"), pending]).ShouldBe(
            new GateWaiting("taskmanager: 1 of 2 run; pending: no suitable node (insufficient resources on 1 node)", IsStuck: true) { Instance = pending });
    }

    /// <summary>On Kubernetes such an instance waits for ever; Swarm's fails and is made anew.</summary>
    [Fact]
    public async Task ImageThatCannotBePulled_IsStuck()
    {
        var service = await TaskManagersAsync();
        var pulling = Stacks.Task(service, "virtual-2", TaskState.Preparing) with { Word = "ImagePullBackOff", Error = "can't pull it", Trouble = InstanceTrouble.NoImage };

        Verdict(service, [Run(service, "virtual-1"), pulling]).ShouldBe(
            new GateWaiting("taskmanager: 1 of 2 run; virtual-2 ImagePullBackOff: can't pull it", IsStuck: true) { Instance = pulling });
    }

    /// <summary>A quota or an admission webhook lets none be made.</summary>
    [Fact]
    public async Task NoInstanceAtAll_SaysWhatTheOrchestratorSays()
    {
        var service = await TaskManagersAsync();

        WorkloadVerdict.Of(service, Held(service) with { UpdateMessage = "exceeded quota" }, [], Nothing)
            .ShouldBe(new GateWaiting("taskmanager: 0 of 2 run; exceeded quota", IsStuck: true));
    }

    [Fact]
    public async Task TaskThatPullsItsImage_IsSaid()
    {
        var service = await TaskManagersAsync();

        Verdict(service, [Run(service, "virtual-1"), Stacks.Task(service, "virtual-2", TaskState.Preparing)])
            .Saying.ShouldBe("taskmanager: 1 of 2 run; virtual-2 preparing");
    }

    [Fact]
    public async Task ThreeFailures_Fail_WithTheMeaningOfTheExitCode()
    {
        var service = await TaskManagersAsync();
        var failures = Enumerable.Range(0, 3).Select(i => Stacks.Task(service, "virtual-1", TaskState.Failed, $"f{i}") with
        {
            Error = "task: non-zero exit (137)",
            ExitCode = 137,
        });

        Verdict(service, failures).Saying
            .ShouldBe("taskmanager failed 3 times: task: non-zero exit (137), it was killed (SIGKILL): out of memory? on virtual-1");
    }

    [Fact]
    public async Task TaskWhoseCheckHasNoAnswerYet_IsWaitedFor()
    {
        var service = await TaskManagersAsync();

        Verdict(service, [Run(service, "virtual-1"), Stacks.Task(service, "virtual-2", TaskState.Starting)])
            .Saying.ShouldBe("taskmanager: 1 of 2 run; virtual-2 starting");
    }

    [Fact]
    public async Task TasksThatTheEngineEndedAsUnhealthy_Fail_AndMemoryIsNotBlamed()
    {
        var service = await TaskManagersAsync();
        var failures = Enumerable.Range(0, 3).Select(i => Stacks.Task(service, "virtual-1", TaskState.Failed, $"f{i}") with
        {
            Error = "task: non-zero exit (137): dockerexec: unhealthy container",
            Trouble = InstanceTrouble.Unhealthy,
            ExitCode = 137,
        });

        Verdict(service, failures).Saying.ShouldBe(
            "taskmanager failed 3 times: task: non-zero exit (137): dockerexec: unhealthy container, its health check had no answer on virtual-1");
    }

    [Fact]
    public async Task FailuresOfEarlierRuns_DoNotCount()
    {
        var service = await TaskManagersAsync();
        var old = Enumerable.Range(0, 5).Select(i => Stacks.Task(service, "virtual-1", TaskState.Failed, $"f{i}")).ToList();

        WorkloadVerdict.Of(service, Held(service), old, old.Select(task => task.Id).ToHashSet()).ShouldBeOfType<GateWaiting>();
    }

    [Fact]
    public async Task PausedUpdate_Fails()
    {
        var service = await TaskManagersAsync();

        WorkloadVerdict.Of(service, Held(service) with { Update = UpdateState.Stopped, UpdateMessage = "update paused due to failure" }, [], Nothing)
            .Saying.ShouldBe("the update of taskmanager has stopped: update paused due to failure");
    }

    [Fact]
    public async Task JobManagerOfAFinishedJob_OpensSayingSo()
    {
        var service = (await Stacks.VirtualAsync()).Workloads[0];

        Verdict(service, [Stacks.Task(service, "virtual-0", TaskState.Complete)])
            .ShouldBe(new GateOpen("jobmanager has ended by itself with 0 on virtual-0"));
    }

    private static async Task<Workload> TaskManagersAsync() => (await Stacks.VirtualAsync()).Workloads[1];

    private static GateState Verdict(Workload service, IEnumerable<Instance> tasks) =>
        WorkloadVerdict.Of(service, Held(service), tasks, Nothing);

    private static Instance Run(Workload service, string node) => Stacks.Task(service, node, TaskState.Running, node);

    private static ObservedWorkload Held(Workload service) => new()
    {
        Id = "id",
        Name = service.Name,
        Image = service.Image,
        Replicas = service.Replicas,
        Labels = service.Labels,
        Files = service.Files,
    };
}
