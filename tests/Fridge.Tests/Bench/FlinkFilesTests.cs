using Fridge.Bench.Start;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Bench;

public class FlinkFilesTests
{
    private static readonly Cluster Ready = ClusterFile.Load(Checkout.File("clusters", "virtual.yaml"), Checkout.Root).Cluster;

    private static readonly ImageSet Images = new([new ImageRecord
    {
        Name = "flink", InputHash = "1a", Platforms = [new PlatformImage(NodeArchitecture.Armv7, "sha256:2b", 1)],
    }]);

    [Fact]
    public async Task Both_ways_read_the_heap_that_the_manifests_give()
    {
        var files = await RenderAsync();
        var plan = MemoryPlan.For(Ready);

        foreach (var flag in plan.JobManager.JvmFlags)
            files.JobManager["jvm.args"].ShouldContain(flag);
        foreach (var key in plan.Defaults)
            files.TaskManager["config.yaml"].Replace("\"", "").ShouldContain($"{key.Key}: {key.Value}\n");
        files.TaskManager["jvm.args"].ShouldContain("TaskManagerRunner");
    }

    [Fact]
    public async Task The_JobManager_waits_for_jobs_instead_of_running_one()
    {
        (await RenderAsync()).JobManager["jvm.args"].ShouldContain("StandaloneSessionClusterEntrypoint");
    }

    [Fact]
    public async Task Scripts_read_the_options_for_Java_17_from_the_configuration()
    {
        var files = (await RenderAsync()).WithJavaOptions("--add-opens=java.base/java.lang=ALL-UNNAMED");

        files.JobManager["config.yaml"].ShouldEndWith("\nenv.java.opts.all: --add-opens=java.base/java.lang=ALL-UNNAMED\n");
        files.TaskManager["config.yaml"].ShouldEndWith("\nenv.java.opts.all: --add-opens=java.base/java.lang=ALL-UNNAMED\n");
    }

    [Fact]
    public void Those_options_are_in_Flinks_own_configuration()
    {
        JavaOptions.Of("# Flink's\nenv:\n  java:\n    opts:\n      all: --add-exports=a/b=ALL-UNNAMED --add-opens=c/d=ALL-UNNAMED\nrest:\n  port: 8081\n")
            .ShouldBe("--add-exports=a/b=ALL-UNNAMED --add-opens=c/d=ALL-UNNAMED");
        Should.Throw<FridgeException>(() => JavaOptions.Of("rest:\n  port: 8081\n"));
    }

    private static async Task<FlinkFiles> RenderAsync() =>
        FlinkFiles.Render(Ready, await TemplateSet.ReadAsync(Checkout.Root, new SwarmRendering().TemplateFolder, Ready.Name, TestContext.Current.CancellationToken), Images);
}
