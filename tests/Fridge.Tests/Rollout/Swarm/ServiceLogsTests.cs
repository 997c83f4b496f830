using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Swarm;
using Fridge.Tests.Support;
using Fridge.Tooling.Engines;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Swarm;

public sealed class ServiceLogsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A node that hangs keeps the manager, which asks all nodes, from ever ending its answer.</summary>
    [Fact]
    public async Task Logs_ManagerWaitsForANodeThatHangs_EndWithTheReason()
    {
        using var answering = new StubEngine("1.41");
        using var silent = new SilentEngine(0);
        using var nodes = await answering.OpenAsync();
        using var logs = await EngineClient.OpenAsync("pico-0", silent.ConnectAsync, TimeSpan.FromMilliseconds(300), TimeProvider.System, Token);
        var engines = new Queue<Docker.DotNet.IDockerClient>([nodes, logs]);

        var lines = new List<LogLine>();
        await foreach (var line in new ServiceLogs((_, _) => Task.FromResult(engines.Dequeue()), "pico").ReadAsync("jobmanager", new LogRequest(10, Follow: false), Token))
            lines.Add(line);

        lines.ShouldHaveSingleItem().ToString().ShouldContain("its logs end here, and may lack those of some nodes: The engine of pico-0 has been silent");
    }
}
