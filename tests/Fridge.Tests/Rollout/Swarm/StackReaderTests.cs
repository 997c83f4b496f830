using System.Net;
using Docker.DotNet;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Swarm;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Swarm;

public sealed class StackReaderTests
{
    /// <summary>Docker's own words: daemon/cluster/cluster.go, errNoManager.</summary>
    private const string InNoSwarm =
        """{"message":"This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again."}""";

    private const string BeingPrepared =
        """{"message":"This node is not a swarm manager. Manager is being prepared or has trouble connecting to the cluster."}""";

    [Fact]
    public async Task EngineWithoutASwarm_IsSaidWithWhatToType()
    {
        var failure = await Should.ThrowAsync<SwarmUnavailableException>(() => ReadAsync(HttpStatusCode.ServiceUnavailable, InNoSwarm));

        failure.Message.ShouldBe("pico has no swarm: the engine of its first manager is in none.");
        failure.NextStep.ShouldBe("./build.sh Deploy forms it and brings the stack.");
        failure.WrongUse.ShouldBeFalse();
    }

    [Fact]
    public async Task ManagerThatHasJustStarted_IsSaidInItsOwnWords() =>
        (await Should.ThrowAsync<SwarmUnavailableException>(() => ReadAsync(HttpStatusCode.ServiceUnavailable, BeingPrepared)))
            .Message.ShouldBe("The swarm of pico doesn't answer: This node is not a swarm manager. Manager is being prepared or has trouble connecting to the cluster.");

    [Fact]
    public async Task OtherRefusal_IsTheEnginesOwn() =>
        await Should.ThrowAsync<DockerApiException>(() => ReadAsync(HttpStatusCode.InternalServerError, """{"message":"no luck"}"""));

    [Fact]
    public async Task SwarmWithoutTheStack_HoldsNothing() => (await ReadAsync(HttpStatusCode.OK, "[]")).Workloads.ShouldBeEmpty();

    private static async Task<Observed> ReadAsync(HttpStatusCode status, string body)
    {
        using var stub = new StubEngine("1.41", status, body);
        using var engine = await stub.OpenAsync();
        return await StackReader.ReadAsync(engine, "pico", TestContext.Current.CancellationToken);
    }
}
