using Fridge.Manifests;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Targets;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests;

public sealed class DeclaredServicesTests
{
    private const string NoWorker0 = "services: {taskmanager: {deploy: {placement: {constraints: [node.labels.fridge.node != pico-1]}}}}";

    [Theory]
    [InlineData("{jobmanager: {deploy: {placement: {constraints: [node.labels.fridge.node == pico-1]}}}}", "'jobmanager' of the templates and overrides has 0 nodes by its placement, and 1 of it must run")]
    [InlineData("{taskmanager: {deploy: {placement: {constraints: [node.labels.fridge.node != pico-1]}}}}", "'taskmanager' of the templates and overrides has 1 node by its placement, and 2 of it must run, at most one per node.")]
    [InlineData("{taskmanager: {deploy: {replicas: 1}}}", "'taskmanager' of the templates and overrides has 1 replicas, and the cluster file asks for 2.")]
    [InlineData("{taskmanager: {deploy: {resources: {limits: {memory: 600m}}}}}", "'taskmanager' of the templates and overrides has the memory limit 600m, and the memory plan has 512m.")]
    [InlineData("{jobmanager: {ports: [{target: 8081, published: \"9999\"}]}}", "'jobmanager' of the templates and overrides publishes the port 9999, and the nodes close the port 8088.")]
    [InlineData("{taskmanager: {deploy: {placement: {constraints: [node.hostname == pico-1]}}}}", "service 'taskmanager': Fridge can't plan with the placement constraint 'node.hostname == pico-1'.")]
    [InlineData("{taskmanager: {deploy: {placement: {constraints: [node.role == manager]}}}}", "'taskmanager' of the templates and overrides has 0 nodes by its placement")]
    [InlineData("{taskmanager: {ports: [\"5005:5005\"]}}", "'taskmanager' of the templates and overrides publishes the port 5005, and the nodes close no port.")]
    public async Task AnOverrideThatMakesThePlanUntrue_IsRefused(string services, string expected) =>
        (await Should.ThrowAsync<ManifestException>(() => RehearseAsync(Two, $"services: {services}"))).Message.ShouldContain(expected);

    [Fact]
    public async Task ATemplateThatMovesAService_IsRefused()
    {
        var templates = await Samples.TemplatesAsync();
        var moved = templates with
        {
            Documents = [.. templates.Documents.Select(file => file with { Text = file.Text.Replace("- node.labels.fridge.worker == true", "", StringComparison.Ordinal) })],
        };

        Should.Throw<ManifestException>(() => new SwarmRendering().Rehearse(moved, Two, Samples.Plan))
            .Message.ShouldContain("'taskmanager' of the templates and overrides may run on pico-[0-2], and the plan expects it on pico-[1-2].");
    }

    [Fact]
    public async Task AnOverrideThatNarrowsAService_ShowsInThePlan()
    {
        var cluster = Two with { Flink = Two.Flink with { TaskManager = Two.Flink.TaskManager with { Replicas = 1 } } };

        var rows = Tables.Placement(ClusterServices.Of(cluster), await RehearseAsync(cluster, NoWorker0)).Rows;

        rows.Select(row => $"{row[0]}: {row[1]}").ShouldBe(["registry: pico-0", "jobmanager: pico-0", "taskmanager: pico-2"]);
        rows[2][2].ShouldStartWith("an override narrows it; without: 1 on 2 workers of armv7");
    }

    [Fact]
    public async Task AServiceThatAnOverrideAdds_ShowsInThePlan()
    {
        var rows = Tables.Placement(ClusterServices.Of(Two), await RehearseAsync(Two, "services: {mine: {image: x}}")).Rows;

        rows[^1].ShouldBe(["mine", "pico-[0-2]", "an override adds it; its memory is in no sum, and its ports are open to everybody"]);
    }

    private static Cluster Two => Samples.RealSession with
    {
        Flink = Samples.RealSession.Flink with { TaskManager = Samples.RealSession.Flink.TaskManager with { Replicas = 2 } },
    };

    private static async Task<RenderedRelease> RehearseAsync(Cluster cluster, string text)
    {
        var templates = await Samples.TemplatesAsync();
        return new SwarmRendering().Rehearse(templates with { Documents = templates.Documents.Add(new TemplateFile("o.yaml", text)) }, cluster, Samples.Plan);
    }
}
