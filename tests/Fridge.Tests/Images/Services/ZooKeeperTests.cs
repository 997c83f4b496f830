using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Services;

/// <summary>ZooKeeper's image, started emulated: a server by itself, and an ensemble.</summary>
[Trait("Suite", "ci")]
public sealed class ZooKeeperTests
{
    [Fact]
    public async Task AServerByItself_KeepsANodeOverARestart()
    {
        await using var server = new ZooKeeperServer(await ServiceContainer.StartAsync(ZooKeeperServer.Spec));
        (await server.ModeAsync()).ShouldBe("standalone");

        await server.CreateAsync("/job", "checkpoint 1");
        await server.RestartAsync();

        (await server.ReadAsync("/job")).ShouldBe("checkpoint 1");
    }

    [Fact]
    public async Task AnEnsemble_WithoutItsLeader_KeepsWhatWasWrittenAndTakesMore()
    {
        await using var ensemble = await ZooKeeperEnsemble.StartAsync(3);
        var modes = await Task.WhenAll(ensemble.Servers.Select(server => server.ModeAsync()));
        modes.Order().ShouldBe(["follower", "follower", "leader"]);
        var leader = ensemble.Servers[Array.IndexOf(modes, "leader")];
        var (one, other) = ensemble.Servers.Remove(leader) is [var left, var right] ? (left, right) : default;

        await one.CreateAsync("/job", "checkpoint 1");
        (await other.ReadAsync("/job")).ShouldBe("checkpoint 1");
        await leader.StopAsync();

        (await other.ReadAsync("/job")).ShouldBe("checkpoint 1");
        await one.WriteAsync("/job", "checkpoint 2");
        (await other.ReadAsync("/job")).ShouldBe("checkpoint 2");
    }
}
