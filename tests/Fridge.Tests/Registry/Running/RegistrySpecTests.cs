using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Registry.Running;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;
using static Fridge.Tests.Registry.Samples;

namespace Fridge.Tests.Registry.Running;

public sealed class RegistrySpecTests
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
    public void Another_image_another_CA_or_another_certificate_replaces_it()
    {
        var cluster = Cluster();
        var running = cluster with { RegistrySpec = new RegistrySpec(Registry, NodeArchitecture.Armv7, cluster.RegistryCa).Hash };

        RegistryService.Plan(running, Image("registry", 'b', 1000)).ShouldBe("pico-0: replace the registry registry.fridge:5000");
        RegistryService.Plan(running with { RegistryCa = "another" }, Registry).ShouldBe("pico-0: replace the registry registry.fridge:5000");
        RegistryService.Plan(running with { RegistryCertificates = "another" }, Registry).ShouldBe("pico-0: replace the registry registry.fridge:5000");
        RegistryService.Plan(cluster, Registry).ShouldBe("pico-0: start the registry registry.fridge:5000");
    }

    [Fact]
    public void Its_image_is_named_by_its_content() =>
        new RegistrySpec(Registry, NodeArchitecture.Armv7, "").Reading().Image.ShouldBe("fridge/registry:aaaaaaaaaaaaaaaa");

    [Fact]
    public void A_colleagues_clone_reads_the_image_from_the_running_container()
    {
        var labels = new RegistrySpec(Registry, NodeArchitecture.Armv7, "").Reading().Labels!.ToDictionary();

        var read = RunningRegistry.Of(labels)!;

        read.InputHash.ShouldBe(Registry.InputHash);
        read.Platforms.ShouldBe(Registry.Platforms, ignoreOrder: true);
        read.LayoutPath.ShouldBeNull();
        RunningRegistry.Of(new Dictionary<string, string>()).ShouldBeNull();
    }

    [Fact]
    public void They_see_nothing_of_the_host_but_the_volume_and_their_certificates()
    {
        var spec = new RegistrySpec(Registry, NodeArchitecture.Armv7, "");

        spec.Reading().HostConfig!.Binds.ShouldBe(
            ["/var/lib/fridge/registry/tls:/etc/fridge/registry:ro", "/var/lib/fridge/registry/readers:/etc/fridge/clients:ro", "fridge-registry:/var/lib/registry:ro"]);
        spec.Writing().HostConfig!.Binds.ShouldBe(
            ["/var/lib/fridge/registry/tls:/etc/fridge/registry:ro", "/var/lib/fridge/registry/writers:/etc/fridge/clients:ro", "fridge-registry:/var/lib/registry"]);
        foreach (var host in new[] { spec.Reading().HostConfig!, spec.Writing().HostConfig! })
        {
            host.ReadonlyRootfs.ShouldBe(true);
            host.CapDrop.ShouldBe(["ALL"]);
            host.Memory.ShouldBeGreaterThan(0);
        }
    }

    /// <summary>The port of the writing one is the loopback's alone: its configuration says so, and the engine publishes nothing.</summary>
    [Fact]
    public void The_writing_one_is_on_loopback()
    {
        var container = new RegistrySpec(Registry, NodeArchitecture.Armv7, "").Writing();

        container.HostConfig!.NetworkMode.ShouldBe("host");
        container.HostConfig.PortBindings.ShouldBeNull();
        File.ReadAllText(Checkout.File("images", "registry", "write.yml")).ShouldContain($"addr: 127.0.0.1:{NodePorts.RegistryWriting}\n");
        File.ReadAllText(Checkout.File("images", "registry", "read.yml")).ShouldContain($"addr: :{NodePorts.Registry}\n");
    }

    [Fact]
    public void Whatever_the_engine_is_asked_for_is_in_the_hash()
    {
        Action<HostConfig>[] changes =
        [
            host => host.CapDrop = [],
            host => host.SecurityOpt = [],
            host => host.Memory = 1 << 28,
            host => host.RestartPolicy!.Name = RestartPolicyKind.No,
            host => host.LogConfig!.Config!["max-size"] = "20m",
        ];

        var hashes = changes.Append(_ => { }).Select(change =>
        {
            var container = new RegistrySpec(Registry, NodeArchitecture.Armv7, "PEM").Reading();
            change(container.HostConfig!);
            return RegistrySpec.HashOf([container], "PEM");
        });

        hashes.Distinct().Count().ShouldBe(changes.Length + 1);
    }
}
