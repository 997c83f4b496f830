using System.Text.Json;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Services;

/// <summary>Images of services without Java, started emulated: each answers as its clients expect, with a read-only root and no capability.</summary>
[Trait("Suite", "ci")]
public sealed class ServiceImageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_ScrapesItselfAndShowsItsPage()
    {
        await using var prometheus = await ServiceContainer.StartAsync(new ServiceSpec("prometheus", "http 9090 /-/ready") { State = "/var/lib/prometheus" });
        await prometheus.HealthyAsync();
        using var http = prometheus.Http(9090);

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
        await using var exporter = await ServiceContainer.StartAsync(new ServiceSpec("node-exporter", "http 9100 /") { Binds = ["/:/host:ro"] });
        await exporter.HealthyAsync();
        using var http = exporter.Http(9100);

        (await http.GetStringAsync("/metrics", Cancelled)).ShouldContain("\nnode_memory_MemTotal_bytes ");
    }
}
