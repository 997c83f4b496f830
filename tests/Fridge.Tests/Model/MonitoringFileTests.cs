using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

/// <summary><c>services.monitoring</c> of the cluster file.</summary>
public sealed class MonitoringFileTests
{
    [Fact]
    public void Parse_WithoutIt_NothingWatches()
    {
        var cluster = Parse("").Cluster;

        cluster.Monitoring.ShouldBeNull();
        ClusterServices.Of(cluster).ShouldNotContain(service => service.Family == MonitoringServices.Prometheus || service.Family == MonitoringServices.NodeExporter);
    }

    [Fact]
    public void Parse_ItAlone_IsPrometheusOnTheFirstManagerAndAnExporterOnEveryNode()
    {
        var cluster = Parse("services: {monitoring: {}}").Cluster;

        var prometheus = ClusterServices.Of(cluster, MonitoringServices.Prometheus).ShouldHaveSingleItem();
        (prometheus.Nodes.ShouldHaveSingleItem().Name, prometheus.Memory, prometheus.Image).ShouldBe(("a", MemorySize.Mebibytes(192), "prometheus"));
        prometheus.Ports.ShouldBe([new ServicePort("tcp", 9090, "the port of Prometheus")], "open to the nodes alone, whatever flink.allowFrom says");
        var exporter = ClusterServices.Of(cluster, MonitoringServices.NodeExporter).ShouldHaveSingleItem();
        (exporter.Name, exporter.Instances, exporter.Image).ShouldBe(("node-exporter", 2, "node-exporter"));
        exporter.Ports.ShouldBeEmpty("Swarm's overlay alone has it");
        cluster.Monitoring.ShouldBe(new MonitoringSettings(null, MemorySize.Mebibytes(192), MemorySize.Mebibytes(512), TimeSpan.FromSeconds(15), null));
    }

    [Fact]
    public void Parse_WithAll_IsAsItSays()
    {
        var cluster = Parse("services: {monitoring: {node: b, memory: 256m, retention: 2g, interval: 1m, port: 9091}}").Cluster;

        cluster.Monitoring.ShouldBe(new MonitoringSettings("b", MemorySize.Mebibytes(256), MemorySize.Mebibytes(2048), TimeSpan.FromMinutes(1), 9091));
        MemoryPlan.For(cluster).Nodes[1].Shares.Select(share => $"{share.What} {share.Size}").ShouldContain("Prometheus 256 MiB");
        MemoryPlan.For(cluster).Nodes.ShouldAllBe(node => node.Shares.Any(share => share.What == "Node exporter" && share.Size == MemorySize.Mebibytes(64)));
        MemoryPlan.For(cluster).Nodes[0].Shares.ShouldNotContain(share => share.What == "Prometheus");
    }

    [Fact]
    public void Exporters_OfTwoArchitectures_AreAServiceEach()
    {
        var cluster = Parse("services: {monitoring: {}}", "bookworm-armhf").Cluster;

        ClusterServices.Of(cluster, MonitoringServices.NodeExporter).Select(service => $"{service.Name} {service.Nodes[0].Name} {service.Instances}")
            .ShouldBe(["node-exporter-arm64 a 1", "node-exporter-armv7 b 1"]);
    }

    [Fact]
    public void OnKubernetes_WhatItAsksIsPortsOfNodes_WhichAreClosed()
    {
        var services = ClusterServices.Of(Parse("orchestrator: kubeadm\nservices: {monitoring: {}}").Cluster);

        ClusterServices.Of(Parse("orchestrator: kubeadm").Cluster).SelectMany(service => service.Ports).ShouldNotContain(port => port.Number == 9249 || port.Number == 9250);
        services.Single(service => service.Family == JobManagerService.Family).Ports.ShouldContain(new ServicePort("tcp", 9250, "the port of Flink's metrics"));
        services.Where(service => service.Runner == ServiceRunner.Orchestrator && service.Family != JobManagerService.Family)
            .SelectMany(service => service.Ports.Select(port => $"{service.Name} {port.Number} pods {port.IsOfPods} every node {port.IsOnEveryNode} allowed {port.IsAllowedFrom}"))
            .ShouldBe([
                "prometheus 30090 pods False every node True allowed False",
                "prometheus 9090 pods True every node True allowed False",
                "node-exporter 9100 pods False every node False allowed False",
                "taskmanager 9249 pods False every node False allowed False",
            ]);
    }

    [Theory]
    [InlineData("services: {monitoring: {node: c}}", "f.yaml:3:31: 'services.monitoring.node' is c; the name of one of the nodes")]
    [InlineData("services: {monitoring: {memory: 64m}}", "f.yaml:3:33: 'services.monitoring.memory' is 64 MiB; at least 128 MiB")]
    [InlineData("services: {monitoring: {retention: 10m}}", "f.yaml:3:36: 'services.monitoring.retention' is 10 MiB; at least 128 MiB")]
    [InlineData("services: {monitoring: {interval: 1s}}", "'services.monitoring.interval' is '1s'")]
    [InlineData("services: {monitoring: {port: 2377}}", "f.yaml:3:31: 'services.monitoring.port' is 2377, a port of Swarm")]
    [InlineData("services: {monitoring: {port: 22}}", "'services.monitoring.port' is 22, the port of ssh")]
    [InlineData("services: {monitoring: {port: 8081}}", "'flink.uiPort' is 8081, the port of Prometheus")]
    [InlineData("orchestrator: kubeadm\nservices: {monitoring: {port: 9090}}", "f.yaml:4:31: 'services.monitoring.port' is 9090; a port from 30000 to 32767")]
    [InlineData("services: {monitoring: }", "'services.monitoring' is")]
    [InlineData("services: {monitorings: {}}", "did you mean 'monitoring'?")]
    [InlineData("services: {monitoring: {}}\nflink: {config: {metrics.reporter.prom.port: 9250}}", "'metrics.reporter.prom.port' in flink.config; leave it out: services.monitoring decides it")]
    [InlineData("orchestrator: kubernetes\nkubeconfig: k\nregistry: {url: r.example.org}\nservices: {monitoring: {}}", "'services.monitoring' with 'orchestrator: kubernetes'")]
    public void Parse_WhatCannotBe_IsRefusedWithItsPlace(string part, string message) =>
        Should.Throw<ClusterFileException>(() => Parse(part)).Message.ShouldContain(message);

    [Fact]
    public void Memory_OfABoardThatIsTooSmall_IsRefusedWithTheSumAndBoardsOnWhichItFits()
    {
        var refused = Should.Throw<MemoryPlanException>(() => MemoryPlan.For(Parse("services: {monitoring: {}}", board: "pi3b").Cluster));

        refused.Message.ShouldContain("  Prometheus                       192 MiB   services.monitoring.memory, its container's limit\n");
        refused.Message.ShouldContain("give Prometheus another node (services.monitoring.node), or take a board with more RAM: it fits pi4-2g, cm4-2g, pi5-2g, cm5-2g.");
    }

    private static ClusterDocument Parse(string part, string os = "bookworm-arm64", string board = "pi4-4g") => ClusterFile.Parse($$"""
        apiVersion: fridge/v1
        name: shelf
        {{part}}
        nodes:
          - {name: a, address: 10.0.0.1, board: {{board}}, os: bookworm-arm64, roles: [manager]}
          - {name: b, address: 10.0.0.2, board: {{board}}, os: {{os}}, roles: [worker]}
        """, "f.yaml");
}
