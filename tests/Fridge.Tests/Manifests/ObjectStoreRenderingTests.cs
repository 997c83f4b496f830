using Fridge.Manifests;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests;

/// <summary>The object store in what each orchestrator would run; how it looks is in <c>Golden/clusters/virtual-full.*</c>.</summary>
public sealed class ObjectStoreRenderingTests
{
    public static TheoryData<string> Orchestrators => ["swarm", "kubernetes"];

    [Theory]
    [MemberData(nameof(Orchestrators))]
    public async Task ObjectStore_ComesBeforeFlink_WithTheSecretsThatFlinkHas(string name)
    {
        var release = await RenderAsync(name, "virtual-full.yaml");

        release.Workloads.Select(workload => $"{workload.Wave} {workload.Name}").ShouldBe(["0 node-exporter", "0 object-store", "0 prometheus", "1 jobmanager", "2 taskmanager"]);
        release.Secrets.Select(secret => secret.Key).ShouldBe(["services.objectStore.accessKey", "services.objectStore.secretKey"]);
        var secrets = release.Secrets.Select(secret => secret.Name).Order(StringComparer.Ordinal).ToList();
        release.Workloads.Where(workload => workload.Secrets.Order(StringComparer.Ordinal).SequenceEqual(secrets)).Select(workload => workload.Name).ShouldBe(["object-store", "jobmanager", "taskmanager"]);
        release.Workloads.Where(workload => workload.Secrets.IsEmpty).Select(workload => workload.Name).ShouldBe(["node-exporter", "prometheus"]);
        release.Flink.JobManagerSecrets.ShouldBe(["s3.access-key", "s3.secret-key"]);
        release.Flink.JobManagerConfig["execution.checkpointing.dir"].ShouldBe("s3://flink/checkpoints");
        release.Files.Where(file => file.File == "config.yaml").ShouldAllBe(file => file.Content.Contains("execution.checkpointing.storage: filesystem\n"));
    }

    [Theory]
    [MemberData(nameof(Orchestrators))]
    public async Task EachWorkload_PromisesItsOwnImagesAndNoOther(string name)
    {
        var release = await RenderAsync(name, "virtual-full.yaml");

        release.Workloads.ToDictionary(workload => workload.Name, workload => string.Join(' ', PromisedImages.Read(workload.Labels).Select(image => image.Name))).ShouldBe(
            new Dictionary<string, string>
            {
                ["node-exporter"] = "node-exporter",
                ["prometheus"] = "prometheus",
                ["object-store"] = "object-store",
                ["jobmanager"] = "flink job-taxi",
                ["taskmanager"] = "flink job-taxi",
            }, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Orchestrators))]
    public async Task WithoutOne_NothingNamesIt(string name)
    {
        var (rendering, cluster) = Of(name, "virtual.yaml");

        ReadyClusters.Text(rendering, await ReadyClusters.RenderAsync(rendering, cluster)).ShouldNotContain("object-store");
    }

    private static async Task<RenderedRelease> RenderAsync(string name, string file)
    {
        var (rendering, cluster) = Of(name, file);
        return await ReadyClusters.RenderAsync(rendering, cluster);
    }

    private static (IRendering Rendering, Cluster Cluster) Of(string name, string file) => name == "swarm"
        ? (ReadyClusters.Swarm, ReadyClusters.Load(file).As(Orchestrator.Swarm))
        : (ReadyClusters.Kubernetes, ReadyClusters.Load(file).OnKubernetes());
}
