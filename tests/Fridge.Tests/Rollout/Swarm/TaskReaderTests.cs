using Docker.DotNet.Models;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Swarm;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Swarm;

public sealed class TaskReaderTests
{
    [Theory]
    [InlineData("no suitable node (insufficient resources on 1 node)", InstanceTrouble.Unplaceable)]
    [InlineData("No such image: registry.fridge:5000/flink@sha256:a", InstanceTrouble.NoImage)]
    [InlineData("task: non-zero exit (137): dockerexec: unhealthy container", InstanceTrouble.Unhealthy)]
    [InlineData("task: non-zero exit (1)", InstanceTrouble.Other)]
    public void Trouble_IsKnownBySwarmsOwnWords(string error, InstanceTrouble expected) => TaskReader.Trouble(error).ShouldBe(expected);

    [Theory]
    [InlineData(TaskState.Preparing, InstanceState.Waiting)]
    [InlineData(TaskState.Starting, InstanceState.Waiting)]
    [InlineData(TaskState.Running, InstanceState.Running)]
    [InlineData(TaskState.Complete, InstanceState.Complete)]
    [InlineData(TaskState.Rejected, InstanceState.Failed)]
    [InlineData(TaskState.Shutdown, InstanceState.Stopped)]
    public void State_IsOneOfFive(TaskState state, InstanceState expected) => TaskReader.State(state).ShouldBe(expected);
}
