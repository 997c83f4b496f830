using Fridge.Manifests;
using Fridge.Manifests.Kubernetes;
using Fridge.Manifests.Values;
using Fridge.Tests.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Monitoring;

/// <summary>Prometheus and its exporters in what each orchestrator would run; how it looks is in <c>Golden/clusters/virtual-full.*</c>.</summary>
public sealed class MonitoringRenderingTests
{
    public static TheoryData<string> Orchestrators => ["swarm", "kubernetes"];

    [Theory]
    [MemberData(nameof(Orchestrators))]
    public async Task Monitoring_IsThereBeforeFlink_WhichAnswersForItsMetrics(string name)
    {
        var release = await RenderAsync(name, "virtual-full.yaml");

        release.Workloads.Where(workload => workload.Wave == 0).Select(workload => $"{workload.Name} {string.Join(',', workload.Nodes)} {workload.Replicas}")
            .ShouldBe(["node-exporter full-0,full-1,full-2 3", "object-store full-0 1", "prometheus full-1 1"]);
        release.Flink.JobManagerConfig["metrics.reporter.prom.port"].ShouldBe("9249");
        release.Files.Where(file => file.File == "config.yaml").ShouldAllBe(file => file.Content.Contains("metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory\n"));
    }

    [Theory]
    [MemberData(nameof(Orchestrators))]
    public async Task WithoutIt_NothingNamesIt(string name)
    {
        var (rendering, cluster) = MonitoredClusters.Of(name, "virtual.yaml");

        ReadyClusters.Text(rendering, await ReadyClusters.RenderAsync(rendering, cluster)).ShouldNotMatch("prometheus|node-exporter|name: metrics|9249");
    }

    /// <summary>Of every ready cluster file: whoever gives an account a right, or a pod a token, says so here.</summary>
    [Theory]
    [MemberData(nameof(ReadyClusterTests.AllFiles), MemberType = typeof(ReadyClusterTests))]
    public async Task Accounts_MayDoNothing_AndNoPodHasAToken(string file)
    {
        var release = await ReadyClusters.RenderAsync(ReadyClusters.Kubernetes, ReadyClusters.Load(file).OnKubernetes());
        var objects = release.FrameObjects();

        objects.Select(each => each.Text("kind")).Where(kind => kind is "Role" or "RoleBinding" or "ClusterRole" or "ClusterRoleBinding").ShouldBeEmpty();
        objects.Where(each => each.Text("kind") == "ServiceAccount").ShouldAllBe(account => account.Text("automountServiceAccountToken") == "false");
        release.Workloads.ShouldAllBe(workload => workload.Definition.Text("spec.template.spec.automountServiceAccountToken") == "false");
        release.Workloads.ShouldAllBe(workload => objects.Any(each => each.Text("kind") == "ServiceAccount" && each.Text("metadata.name") == workload.Definition.Text("spec.template.spec.serviceAccountName")));
    }

    private static Task<RenderedRelease> RenderAsync(string name, string file)
    {
        var (rendering, cluster) = MonitoredClusters.Of(name, file);
        return ReadyClusters.RenderAsync(rendering, cluster);
    }
}
