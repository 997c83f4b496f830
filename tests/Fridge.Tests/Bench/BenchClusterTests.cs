using Fridge.Bench.Deploy;
using Fridge.Model;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Bench;

public class BenchClusterTests
{
    [Fact]
    public void The_ready_file_stays_what_it_is_but_for_name_and_network()
    {
        var ready = Read(File.ReadAllText(Checkout.File("clusters", "virtual.yaml"))).Cluster;

        var read = Read(BenchCluster.From(File.ReadAllText(Checkout.File("clusters", "virtual.yaml")), "virtual.yaml"));

        var bench = read.Cluster;
        bench.Name.ShouldBe("bench");
        read.Virtual!.Subnet.ToString().ShouldBe("172.30.42.0/24");
        bench.Jobs.Select(job => job.ToString()).ShouldBe(ready.Jobs.Select(job => job.ToString()));
        bench.Nodes.Select(node => node.Name).ShouldBe(ready.Nodes.Select(node => node.Name));
        bench.Flink.TaskManager.ShouldBe(ready.Flink.TaskManager);
    }

    [Fact]
    public void Real_machines_are_refused()
    {
        var refusal = Should.Throw<FridgeException>(() => BenchCluster.From("name: pico\nnodes: []\n", "mine.yaml"));

        refusal.WrongUse.ShouldBeTrue();
        refusal.Message.ShouldBe("mine.yaml describes no virtual cluster; a benchmark destroys what it deployed.");
    }

    [Fact]
    public void Malformed_yaml_is_refused_with_its_place()
    {
        Should.Throw<FridgeException>(() => BenchCluster.From("name: [\n", "mine.yaml")).Message.ShouldStartWith("mine.yaml:2:1: ");
    }

    private static ClusterDocument Read(string text) => ClusterFile.Parse(text, "test.yaml");
}
