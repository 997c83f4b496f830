using Fridge.Rollout.Swarm;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Swarm;

public sealed class StackCommandTests
{
    [Theory]
    [InlineData("20.10.24+dfsg1", false, "timeout -k 10 300 docker --host unix:///var/run/docker.sock stack deploy --compose-file - --resolve-image never pico")]
    [InlineData("25.0.3", true, "timeout -k 10 300 docker --host unix:///var/run/docker.sock stack deploy --compose-file - --resolve-image never --prune pico")]
    [InlineData("26.1.5", false, "timeout -k 10 300 docker --host unix:///var/run/docker.sock stack deploy --compose-file - --resolve-image never --detach=true pico")]
    [InlineData("29.0.0", true, "timeout -k 10 300 docker --host unix:///var/run/docker.sock stack deploy --compose-file - --resolve-image never --detach=true --prune pico")]
    public void Deploy_DetachesWhereTheCliKnowsIt_AndPrunesWithTheLastWave(string version, bool prune, string expected) =>
        string.Join(' ', StackCommand.Deploy("pico", version, prune).Arguments).ShouldBe(expected);

    [Fact]
    public void Scale_NamesServicesAsSwarmDoes() =>
        string.Join(' ', StackCommand.Scale("pico", [("jobmanager", 0), ("taskmanager", 2)]).Arguments)
            .ShouldBe("timeout -k 10 120 docker --host unix:///var/run/docker.sock service scale --detach pico_jobmanager=0 pico_taskmanager=2");
}
