using System.Text;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Services;

/// <summary>Each image of a service, started emulated: it answers as its clients expect, with a read-only root and no capability.</summary>
[Trait("Suite", "ci")]
public sealed class ServiceImageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_ScrapesItselfAndShowsItsPage()
    {
        await using var prometheus = await ServiceContainer.StartAsync("prometheus", [], "/var/lib/prometheus");
        using var http = await prometheus.HttpAsync(9090);
        await ReadyAsync(http, "/-/ready");

        using var build = JsonDocument.Parse(await http.GetStringAsync("/api/v1/status/buildinfo", Cancelled));
        build.RootElement.GetProperty("data").GetProperty("version").GetString().ShouldNotBeNull().ShouldStartWith("2.");
        foreach (var script in new[] { "jquery/jquery.min.js", "moment-timezone/moment-timezone-with-data.min.js", "rickshaw/rickshaw.min.js" })
        {
            (await http.GetAsync($"/classic/static/{script}", Cancelled)).IsSuccessStatusCode.ShouldBeTrue(script);
        }
    }

    [Fact]
    public async Task NodeExporter_TellsTheHostsMemory()
    {
        await using var exporter = await ServiceContainer.StartAsync("node-exporter", [], null, "/:/host:ro");
        using var http = await exporter.HttpAsync(9100);

        (await http.GetStringAsync("/metrics", Cancelled)).ShouldContain("\nnode_memory_MemTotal_bytes ");
    }

    [Fact]
    public async Task ZooKeeper_AnswersAsAServerByItself()
    {
        await using var zookeeper = await ServiceContainer.StartAsync(
            "zookeeper",
            ["-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "org.apache.zookeeper.server.quorum.QuorumPeerMain", "/etc/zookeeper/zoo.cfg"],
            "/var/lib/zookeeper");
        var answer = await AskAsync(zookeeper, "srvr");
        for (var tries = 0; tries < 100 && !answer.Contains("Mode:", StringComparison.Ordinal); tries++)
        {
            await Task.Delay(100, Cancelled);
            answer = await AskAsync(zookeeper, "srvr");
        }

        answer.ShouldContain("Mode: standalone");
    }

    /// <summary>Asked while it starts, ZooKeeper may neither answer nor hang up: then the answer is empty.</summary>
    private static async Task<string> AskAsync(ServiceContainer zookeeper, string word)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        await using var stream = await zookeeper.DialAsync(2181);
        using var answer = new StreamReader(stream);
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(word), limit.Token);
            return await answer.ReadToEndAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!Cancelled.IsCancellationRequested)
        {
            return "";
        }
    }

    private static async Task ReadyAsync(HttpClient http, string path)
    {
        for (var tries = 0; tries < 100 && !(await http.GetAsync(path, Cancelled)).IsSuccessStatusCode; tries++)
        {
            await Task.Delay(100, Cancelled);
        }
    }
}
