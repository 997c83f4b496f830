using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Swarm;
using Fridge.Manifests.Values;
using Fridge.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Swarm;

public sealed class StackRendererTests
{
    [Fact]
    public async Task VirtualCluster_ApplicationMode_IsTheGoldenStack() =>
        Text(await RenderAsync(Samples.Virtual)).ShouldMatchFile("../Golden/virtual.txt");

    [Fact]
    public async Task RealPis_SessionMode_IsTheGoldenStack() =>
        Text(await RenderAsync(Samples.RealSession)).ShouldMatchFile("../Golden/pico.txt");

    /// <summary>Never run: no distribution of it was at hand.</summary>
    [Fact]
    public async Task SecondFlink_IsTheGoldenStackWithItsOwnNamesOfOptions()
    {
        var stack = await RenderAsync(Samples.Second);

        Text(stack).ShouldMatchFile("../Golden/second.txt");
        stack.Flink.JobManagerConfig.Keys.ShouldContain("restart-strategy.type");
        stack.Files.Select(config => config.Content).ShouldAllBe(content => !content.Contains("num-arenas") && !content.Contains("scaling-interval"));
    }

    [Theory]
    [InlineData("1.20.5")]
    [InlineData("2.1.3")]
    public async Task DeprecatedNameInTheClusterFile_WinsOverFridgesOwnByTodaysName(string version)
    {
        var cluster = Samples.Second with { Flink = Samples.Second.Flink with { Version = version } };

        var config = (await RenderAsync(cluster)).Files.First(config => config.File == "config.yaml").Content;

        config.Split('\n').Where(line => line.StartsWith("restart-strategy", StringComparison.Ordinal)).ShouldContain("restart-strategy.type: fixed-delay");
        config.ShouldNotContain("restart-strategy:");
        config.ShouldNotContain("restart-strategy.type: exponential-delay");
    }

    [Fact]
    public async Task Render_Twice_GivesTheSameBytes() =>
        Text(await RenderAsync(Samples.Virtual)).ShouldBe(Text(await RenderAsync(Samples.Virtual)));

    [Fact]
    public async Task Waves_JobManagerBeforeTaskManagers()
    {
        var stack = await RenderAsync(Samples.Virtual);

        stack.Workloads.Select(service => (service.Name, service.Wave)).ShouldBe([("jobmanager", 0), ("taskmanager", 1)]);
        stack.Compose(0).ShouldNotContain("taskmanager");
        stack.Compose().ShouldNotContain("depends_on");
    }

    [Fact]
    public async Task Placement_NamesTheNodesThatItAllows()
    {
        var stack = await RenderAsync(Samples.Virtual);

        stack.Workloads.Select(service => string.Join(' ', service.Nodes)).ShouldBe(["virtual-0", "virtual-1 virtual-2"]);
    }

    [Fact]
    public async Task MixedArchitectures_OneTaskManagerServiceEach_WithItsOwnDigest()
    {
        var stack = await RenderAsync(Samples.Mixed);

        stack.InWave(1).Select(service => (service.Name, service.Replicas, service.Nodes.Single(), service.Image[^1]))
            .ShouldBe([("taskmanager-arm64", 1, "mixed-2", '8'), ("taskmanager-armv7", 1, "mixed-1", '7')]);
        stack.Flink.TaskManagers.ShouldBe(2);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(100, 25)]
    public async Task Update_OfTaskManagers_TakesAQuarterOfThemAtATime(int replicas, int batch)
    {
        var workers = Enumerable.Range(1, replicas).Select(number => Samples.Virtual.Nodes[1] with { Name = $"virtual-{number}" });
        var flink = Samples.Virtual.Flink with { TaskManager = Samples.Virtual.Flink.TaskManager with { Replicas = replicas } };

        var stack = await RenderAsync(Samples.Virtual with { Flink = flink, Nodes = [Samples.Virtual.Nodes[0], .. workers] });

        stack.Compose(1).Split("update_config:\n")[^1].TrimStart().ShouldStartWith($"parallelism: {batch}\n");
    }

    [Fact]
    public async Task LabelsAlone_ChangeNoSpecHash()
    {
        var rebuilt = Samples.Images with { Images = [.. Samples.Images.Images.Select(image => image with { InputHash = new string('0', 64) })] };

        var before = await RenderAsync(Samples.Virtual);
        var after = (await RendererAsync()).Render(Samples.Virtual, Samples.Plan, rebuilt);

        after.Workloads.Select(service => service.SpecHash).ShouldBe(before.Workloads.Select(service => service.SpecHash));
        after.Compose().ShouldNotBe(before.Compose());
    }

    /// <summary>The JobManager keeps the checkpoints: what concerns the others alone must not restart it.</summary>
    [Fact]
    public async Task TaskManagersOfAnotherSize_LeaveTheJobManagerAsItIs()
    {
        var before = await RenderAsync(Samples.Virtual);
        var larger = Samples.Plan with { TaskManager = Samples.Plan.TaskManager with { JvmFlags = ["-Xmx1"], TotalProcess = MemorySize.Mebibytes(600) } };
        var flink = Samples.Virtual.Flink with { TaskManager = Samples.Virtual.Flink.TaskManager with { Slots = 3 } };

        var after = (await RendererAsync()).Render(Samples.Virtual with { Flink = flink }, larger, Samples.Images);

        after.Workloads[0].SpecHash.ShouldBe(before.Workloads[0].SpecHash);
        after.Workloads[0].InstanceHash.ShouldBe(before.Workloads[0].InstanceHash);
        after.Workloads[1].SpecHash.ShouldNotBe(before.Workloads[1].SpecHash);
        after.Workloads[1].InstanceHash.ShouldNotBe(before.Workloads[1].InstanceHash);
    }

    [Theory]
    [InlineData("environment: {A: b}")]
    [InlineData("labels: [a=b]")]
    [InlineData("healthcheck: {retries: 3}")]
    [InlineData("deploy: {resources: {limits: {memory: 600m}}}")]
    public async Task WhatATaskIsMadeFrom_ChangesItsLabel(string service)
    {
        var (before, after) = (await RenderAsync(Samples.Virtual), await WithOverrideAsync($"services: {{taskmanager: {{{service}}}}}"));

        after.Workloads[1].InstanceHash.ShouldNotBe(before.Workloads[1].InstanceHash);
        after.Workloads[1].SpecHash.ShouldNotBe(before.Workloads[1].SpecHash);
        after.Compose().ShouldContain($"fridge.task: {YamlText.Write(after.Workloads[1].InstanceHash).Trim()}\n");
        after.Workloads[0].ShouldSatisfyAllConditions(
            jobManager => jobManager.SpecHash.ShouldBe(before.Workloads[0].SpecHash),
            jobManager => jobManager.InstanceHash.ShouldBe(before.Workloads[0].InstanceHash));
    }

    /// <summary>A label of the container is what its task is made from: were it another, tasks would be restarted for nothing.</summary>
    [Theory]
    [InlineData("replicas: 1")]
    [InlineData("update_config: {parallelism: 7}")]
    [InlineData("rollback_config: {parallelism: 7}")]
    [InlineData("placement: {max_replicas_per_node: 2}")]
    [InlineData("labels: {a: b}")]
    public async Task WhatConcernsTheServiceAlone_LeavesItsTasks(string deploy)
    {
        var (before, after) = (await RenderAsync(Samples.Virtual), await WithOverrideAsync($"services: {{taskmanager: {{deploy: {{{deploy}}}}}}}"));

        after.Workloads[1].InstanceHash.ShouldBe(before.Workloads[1].InstanceHash);
        after.Workloads[1].SpecHash.ShouldNotBe(before.Workloads[1].SpecHash);
    }

    [Fact]
    public async Task DollarInAnArgument_ReachesTheCliDoubled()
    {
        var stack = await WithOverrideAsync("services: {jobmanager: {environment: {PRICE: '$$5'}}}");

        stack.Compose().ShouldContain("PRICE: \"$$5\"");
    }

    [Theory]
    [InlineData("virtual")]
    [InlineData("pico")]
    [InlineData("mixed")]
    public async Task Rehearsal_NeedsNoImages(string name)
    {
        Cluster[] clusters = [Samples.Virtual, Samples.RealSession, Samples.Mixed];

        var stack = new SwarmRendering().Rehearse(await Samples.TemplatesAsync(), clusters.Single(cluster => cluster.Name == name), Samples.Plan);

        stack.Workloads.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Rehearsal_FindsTheMisspeltHoleOfAnOverride()
    {
        var templates = await Samples.TemplatesAsync();
        var misspelt = new TemplateFile("manifests/overrides/virtual/more.yaml", "services:\n  jobmanager:\n    environment: {A: '${flink.vresion}'}\n");
        var renderer = new StackRenderer(templates with { Documents = templates.Documents.Add(misspelt) });

        Should.Throw<TemplateException>(() => renderer.Render(Samples.Virtual, Samples.Plan, Samples.Images))
            .Message.ShouldStartWith("manifests/overrides/virtual/more.yaml:3:");
    }

    [Fact]
    public async Task ImageOfAnotherArchitecture_IsRefusedWithWhatThereIs()
    {
        var none = new ImageSet([Samples.Images["flink"]]);
        var renderer = await RendererAsync();

        Should.Throw<ManifestException>(() => renderer.Render(Samples.Virtual, Samples.Plan, none)).Message
            .ShouldBe("no image 'job-taxi' for linux/arm/v7; there are flink (linux/arm/v7), flink (linux/arm64)");
    }

    [Theory]
    [InlineData("services: {a: {image: x, depends_on: [b]}, b: {image: x, depends_on: [a]}}", "depends_on goes in a circle: a -> b -> a")]
    [InlineData("services: {a: {image: x, depends_on: [c]}}", "'a' depends on 'c', which isn't in the stack")]
    [InlineData("services: {a: {image: x, depends_on: {b: {condition: lucky}}}, b: {image: x}}", "service 'a': depends_on b: found condition 'lucky', expected service_started or service_healthy")]
    [InlineData("services: {a: {image: x, x-gates: [open]}}", "service 'a': found gate 'open', expected flink-rest, task-managers, job-slots or job-running")]
    [InlineData("services: {a: {image: x, configs: [{source: q, target: /q}]}}", "service 'a': config 'q' isn't declared; there are none")]
    public void Document_ThatCannotBeObeyed_IsRefused(string document, string expected)
    {
        var templates = new TemplateSet(
            "templates", [new TemplateFile("t.yaml", document)], ImmutableSortedDictionary<string, TemplateFile>.Empty, []);

        Should.Throw<ManifestException>(() => new StackRenderer(templates).Render(Samples.Virtual, Samples.Plan, Samples.Images))
            .Message.ShouldBe(expected);
    }

    [Fact]
    public void AConfigThatSwarmDoesNotTake_IsRefused()
    {
        var large = new TemplateFile("manifests/templates/large.txt", new string('x', (1000 << 10) + 1));
        var templates = new TemplateSet(
            "templates", [new TemplateFile("t.yaml", "configs: {large: {x-file: {path: large.txt, render: verbatim}}}")],
            ImmutableSortedDictionary<string, TemplateFile>.Empty.Add("large.txt", large), []);

        Should.Throw<ManifestException>(() => new StackRenderer(templates).Render(Samples.Virtual, Samples.Plan, Samples.Images))
            .Message.ShouldBe("the config 'large' has 1024001 bytes, and Swarm takes 1024000");
    }

    private static string Text(RenderedRelease stack) =>
        stack.Compose() + string.Concat(stack.Files.Select(config => $"--- {config.Name} ({config.File})\n{config.Content}"));

    private static async Task<StackRenderer> RendererAsync() => new(await Samples.TemplatesAsync());

    private static async Task<RenderedRelease> WithOverrideAsync(string text)
    {
        var templates = await Samples.TemplatesAsync();
        return new StackRenderer(templates with { Documents = templates.Documents.Add(new TemplateFile("o.yaml", text)) })
            .Render(Samples.Virtual, Samples.Plan, Samples.Images);
    }

    private static async Task<RenderedRelease> RenderAsync(Cluster cluster) =>
        (await RendererAsync()).Render(cluster, Samples.Plan, Samples.Images);
}
