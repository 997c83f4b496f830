using CliWrap;
using CliWrap.Buffered;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Monitoring;

/// <summary>Prometheus' own word on its files: Debian's promtool.</summary>
public sealed class PrometheusFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-prometheus-").FullName;

    [Fact]
    public async Task Alerts_FireAndKeepQuietAsTheirCasesSay()
    {
        File.Copy(Checkout.File("manifests", "templates", "monitoring", "alerts.yml"), Path.Combine(folder, "alerts.yml"));
        File.Copy(Checkout.File("tests", "Fridge.Tests", "Manifests", "Monitoring", "alerts.test.yml"), Path.Combine(folder, "alerts.test.yml"));

        await PromtoolAsync("test", "rules", "alerts.test.yml");
    }

    [Fact]
    public void EachAlert_HasACase()
    {
        var alerts = Names(Checkout.File("manifests", "templates", "monitoring", "alerts.yml"), "- alert: ").ToList();
        var cases = Names(Checkout.File("tests", "Fridge.Tests", "Manifests", "Monitoring", "alerts.test.yml"), "alertname: ").ToList();

        alerts.Count.ShouldBeGreaterThan(8);
        alerts.Except(cases).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(MonitoringRenderingTests.Orchestrators), MemberType = typeof(MonitoringRenderingTests))]
    public async Task Configuration_IsOneThatPrometheusReads(string name)
    {
        var (rendering, cluster) = MonitoredClusters.Of(name, "virtual-full.yaml");
        foreach (var file in (await ReadyClusters.RenderAsync(rendering, cluster)).Files.Where(file => file.File is "prometheus.yml" or "alerts.yml"))
            await File.WriteAllTextAsync(Path.Combine(folder, file.File), file.Content.Replace("/etc/prometheus/", $"{folder}/"), TestContext.Current.CancellationToken);

        (await PromtoolAsync("check", "config", "prometheus.yml")).ShouldContain("SUCCESS: 1 rule files found");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<string> Names(string path, string before) =>
        from line in File.ReadLines(path)
        let text = line.Trim().TrimStart('{')
        let at = text.IndexOf(before, StringComparison.Ordinal)
        where at >= 0 && !text.StartsWith('#')
        select text[(at + before.Length)..].Split(',', '}')[0].Trim();

    private async Task<string> PromtoolAsync(params string[] arguments)
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(each => File.Exists(Path.Combine(each, "promtool"))),
            "This machine has no promtool (Debian's package prometheus); the ci suite installs it.");
        var said = await Cli.Wrap("promtool").WithArguments(arguments).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        said.ExitCode.ShouldBe(0, said.StandardOutput + said.StandardError);
        return said.StandardOutput;
    }
}
