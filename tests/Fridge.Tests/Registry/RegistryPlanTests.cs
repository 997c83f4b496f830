using Fridge.Model;
using Fridge.Registry.Pushing;
using Fridge.Registry.Running;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry;

public sealed class RegistryPlanTests
{
    private static readonly ImageRecord Registry = Image("registry", 'a', 1000);

    [Fact]
    public void A_registry_that_runs_with_the_same_spec_is_left_alone()
    {
        var cluster = Cluster();
        var hash = new RegistrySpec(Registry, NodeArchitecture.Armv7, cluster.RegistryCa).Hash;

        RegistryService.Plan(cluster with { RegistrySpec = hash }, Registry).ShouldBeNull();
    }

    [Fact]
    public void Another_image_or_another_CA_replaces_it()
    {
        var cluster = Cluster();
        var running = cluster with { RegistrySpec = new RegistrySpec(Registry, NodeArchitecture.Armv7, cluster.RegistryCa).Hash };

        RegistryService.Plan(running, Image("registry", 'b', 1000)).ShouldBe("pico-0: replace the registry registry.fridge:5000");
        RegistryService.Plan(running with { RegistryCa = "another" }, Registry).ShouldBe("pico-0: replace the registry registry.fridge:5000");
        RegistryService.Plan(cluster, Registry).ShouldBe("pico-0: start the registry registry.fridge:5000");
    }

    [Fact]
    public void Its_image_is_named_by_its_content() =>
        new RegistrySpec(Registry, NodeArchitecture.Armv7, "").Container().Image.ShouldBe("fridge/registry:aaaaaaaaaaaaaaaa");

    [Fact]
    public void A_colleagues_clone_reads_the_image_from_the_running_container()
    {
        var labels = new RegistrySpec(Registry, NodeArchitecture.Armv7, "").Container().Labels!.ToDictionary();

        var read = RunningRegistry.Of(labels)!;

        read.InputHash.ShouldBe(Registry.InputHash);
        read.Platforms.ShouldBe(Registry.Platforms, ignoreOrder: true);
        read.LayoutPath.ShouldBeNull();
        RunningRegistry.Of(new Dictionary<string, string>()).ShouldBeNull();
    }

    [Fact]
    public void It_sees_nothing_of_the_host_but_its_volume_and_its_certificate()
    {
        var host = new RegistrySpec(Registry, NodeArchitecture.Armv7, "").Container().HostConfig!;

        host.Binds.ShouldBe(["/var/lib/fridge/registry/tls:/etc/fridge/registry:ro", "fridge-registry:/var/lib/registry"]);
        host.ReadonlyRootfs.ShouldBe(true);
        host.CapDrop.ShouldBe(["ALL"]);
    }

    [Fact]
    public void Flink_goes_before_the_jobs_that_lie_on_it_and_for_the_nodes_platforms_only()
    {
        var images = new ImageSet([Registry, Image("job-taxi", 'c', 1), Image("flink", 'd', 1), Image("virtual-pi", 'e', 1)]);

        PushPlan.Candidates(Cluster(), images).Select(candidate => candidate.ToString()).ShouldBe(
        [
            $"flink@sha256:{new string('d', 64)} (linux/arm/v7)",
            $"job-taxi@sha256:{new string('c', 64)} (linux/arm/v7)",
        ]);
    }

    [Fact]
    public void All_platforms_have_a_tag_where_every_one_is_a_nodes()
    {
        var image = Image("flink", 'd', 1) with { InputHash = new string('5', 64) };

        PushPlan.IndexTag(Cluster(), image with { Platforms = [image.For(NodeArchitecture.Armv7)] }).ShouldBe(new string('5', 12));
        PushPlan.IndexTag(Cluster(), image).ShouldBeNull();
    }

    [Fact]
    public void What_the_registry_lost_and_nobody_has_is_said()
    {
        var plan = new PushPlan(PushPlan.Candidates(Cluster(), new ImageSet([Image("flink", 'd', 1)])));

        Should.Throw<Fridge.Tooling.FridgeException>(() => plan.BytesFor(Cluster().Nodes[0]))
            .Message.ShouldStartWith("The registry has lost flink@sha256:dddd");
    }

    [Theory]
    [InlineData(2000, true)]
    [InlineData(1999, false)]
    public void A_node_needs_twice_what_it_will_pull(long free, bool enough)
    {
        var cluster = Cluster(free);

        if (enough) FreeSpace.Demand(cluster, "pico-1", 1000);
        else Should.Throw<NodeDiskFullException>(() => FreeSpace.Demand(cluster, "pico-1", 1000)).NeededBytes.ShouldBe(2000);
    }

    private static ImageRecord Image(string name, char digest, long bytes) => new()
    {
        Name = name,
        InputHash = "0",
        Platforms =
        [
            new PlatformImage(NodeArchitecture.Amd64, $"sha256:{new string('0', 64)}", bytes),
            new PlatformImage(NodeArchitecture.Armv7, $"sha256:{new string(digest, 64)}", bytes),
        ],
    };

    private static FormedCluster Cluster(long free = 1L << 30) => new()
    {
        Manager = "pico-0",
        RegistryCa = "PEM",
        Nodes = [.. Fridges.Pico.Nodes.Select(node => new FormedNode(node.Name, Facts(node, free), true))],
    };

    private static NodeFacts Facts(Node node, long free) =>
        Fridge.Provisioning.Facts.NodeFactsReader.Read(Readings.Of(node)) with { EngineDiskFreeBytes = free };
}
