using Fridge.Manifests;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests;

/// <summary><c>state.path</c> in what each orchestrator would run.</summary>
public sealed class StateFolderRenderingTests
{
    [Fact]
    public async Task OnSwarm_JobManagerAndTaskManagersHaveTheFolderOfTheirNode_AtItsOwnPath()
    {
        var (text, files) = await OfAsync(ReadyClusters.Swarm, ReadyClusters.Load("virtual.yaml").As(Orchestrator.Swarm), "/mnt/flink");

        Count(text, "source: /mnt/flink").ShouldBe(2);
        Count(text, "target: /mnt/flink").ShouldBe(2);
        Count(files, "execution.checkpointing.dir: \"file:///mnt/flink/checkpoints\"").ShouldBe(2);
        Count(files, "execution.checkpointing.storage: filesystem").ShouldBe(2);
    }

    [Fact]
    public async Task OnKubernetes_TheFolderHasToBeThere_AndIsMountedAtItsOwnPath()
    {
        var (text, files) = await OfAsync(ReadyClusters.Kubernetes, ReadyClusters.Load("virtual.yaml").OnKubernetes(), "/mnt/flink");

        Count(text, "mountPath: /mnt/flink").ShouldBe(2);
        Count(text, "path: /mnt/flink\n").ShouldBe(2);
        Count(files, "execution.checkpointing.dir: \"file:///mnt/flink/checkpoints\"").ShouldBe(2);
    }

    [Fact]
    public async Task WithoutOne_NothingNamesIt()
    {
        var (text, files) = await OfAsync(ReadyClusters.Swarm, ReadyClusters.Load("virtual.yaml").As(Orchestrator.Swarm), null);

        text.ShouldNotContain("/mnt/flink");
        files.ShouldContain("execution.checkpointing.storage: jobmanager");
    }

    [Fact]
    public async Task TheRunningJobManager_IsAskedForTheFolder()
    {
        var cluster = ReadyClusters.Load("virtual.yaml").As(Orchestrator.Swarm) with { StateFolder = new("/mnt/flink") };

        (await ReadyClusters.RenderAsync(ReadyClusters.Swarm, cluster)).Flink.JobManagerConfig["execution.checkpointing.dir"].ShouldBe("file:///mnt/flink/checkpoints");
    }

    private static async Task<(string Text, string Files)> OfAsync(IRendering rendering, Cluster cluster, string? path)
    {
        var release = await ReadyClusters.RenderAsync(rendering, path is null ? cluster : cluster with { StateFolder = new(path) });
        return (ReadyClusters.Text(rendering, release), string.Concat(release.Files.Select(file => file.Content)));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
