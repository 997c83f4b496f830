using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.HostTasks;
using Fridge.Provisioning.HostTasks.HostsFile;
using Fridge.Provisioning.Registry;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>A cluster whose file names a registry: its hosts get none of the cluster's own, nor what belongs to that.</summary>
public sealed class NamedRegistryHostsTests
{
    private static readonly Cluster Named = Fridges.Pico with { ImageSource = new("registry.example.org/fridge", null) };

    [Fact]
    public void Hosts_KnowNoRegistryOfTheirOwn()
    {
        var (own, named) = (HostsBlock.Render(Readings.View(Fridges.Pico)), HostsBlock.Render(Readings.View(Named)));

        own.ShouldContain(" registry.fridge\n");
        named.ShouldNotContain("registry.fridge");
        named.ShouldContain("172.30.8.12 pico-1\n");
    }

    [Fact]
    public void NoCertificatesAreMade_NoPortIsAskedFor_AndNoneIsClosed()
    {
        RegistryAuthority.Examine(Readings.View(Fridges.Pico)).OfType<MakeAuthority>().ShouldHaveSingleItem();
        RegistryAuthority.Examine(Readings.View(Named)).ShouldBeEmpty();
        HostTaskList.Of(Named).On(Named.Nodes[0]).Select(task => task.Name).ShouldNotContain(name => name.StartsWith("registry"));
        ClusterServices.Of(Named).SelectMany(service => service.Ports).ShouldNotContain(port => port.Number == NodePorts.Registry);
    }

    [Fact]
    public void ARegistryThatTheClusterHadBefore_IsSaid_AndLeftToItsOwner()
    {
        const string Running = ":registry_spec 0\n {\"State\":{\"Running\":true},\"Config\":{\"Labels\":{\"fridge.spec\":\"1\"}}}\n:registry_writing_spec 0\n {\"State\":{\"Running\":true},\"Config\":{\"Labels\":{\"fridge.spec\":\"1\"}}}";

        var said = RegistryAuthority.Examine(Readings.View(Named, ("pico-0", Running))).ShouldHaveSingleItem().ShouldBeOfType<Remark>();

        said.Text.ShouldStartWith("the cluster's own registry still runs on pico-0, and images go to registry.example.org/fridge now");
    }
}
