using Fridge.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

/// <summary>The files in <c>clusters/</c>, as a person gets them.</summary>
public class ReadyClusterTests
{
    public static IEnumerable<string> Files => Directory.EnumerateFiles(Checkout.File("clusters"), "*.yaml").Select(Path.GetFileName).Order()!;

    public static TheoryData<string> AllFiles => [.. Files];

    [Fact]
    public void Files_AreThoseThatTheArchitectureNames() =>
        Files.ShouldBe(["five-pi3.yaml", "hundred.yaml", "ten-pi4.yaml", "three-k3s.yaml", "three-wifi.yaml", "virtual-full.yaml", "virtual-kubernetes.yaml", "virtual.yaml"]);

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void EveryFile_LoadsAndItsMemoryFits(string file)
    {
        var document = ClusterFile.Load(Checkout.File($"clusters/{file}"), Checkout.Root);

        document.Warnings.Select(warning => warning.ToString()).ShouldBe(file == "three-k3s.yaml"
            ? [$"{Checkout.File("clusters/three-k3s.yaml")}:5:15: orchestrator: k3s was never seen to run: its files and the plan are tested, no node has started it; what runs, on virtual Pis of this machine too: kubeadm; on 32-bit ARM up to 1.26"]
            : []);
        var cluster = document.Cluster;
        MemoryPlan.For(cluster).TaskManager.Heap.ShouldBeGreaterThan(MemorySize.Mebibytes(200));
        MemoryPlan.For(cluster).JobManager.Heap.ShouldBeGreaterThan(MemorySize.Mebibytes(200));
    }

    [Theory]
    [MemberData(nameof(AllFiles))]
    public void EveryFile_OpensFlinksRestToNobody(string file) =>
        ClusterFile.Load(Checkout.File($"clusters/{file}"), Checkout.Root).Cluster.Flink.AllowFrom.ShouldBeEmpty();

    [Fact]
    public void TheDefault_IsThreeVirtualPisAsTheFridgeKnowsThem()
    {
        var document = ClusterFileChoice.Of(null, null, null).Load("/", Checkout.Root);

        var cluster = document.Cluster;
        cluster.SourceFile.ShouldBe("clusters/virtual.yaml");
        document.Virtual!.Subnet.ToString().ShouldBe("172.30.7.0/24");
        cluster.Nodes.Select(node => $"{node.Name} {node.Address} {node.Board.Id} {node.Os.Id} {node.Roles[0]}").ShouldBe([
            "pico-0 172.30.7.11 pi3b bookworm-armhf Manager",
            "pico-1 172.30.7.12 pi3b bookworm-armhf Worker",
            "pico-2 172.30.7.13 pi3b bookworm-armhf Worker",
        ]);
        cluster.Jobs.ShouldHaveSingleItem().EntryClass.ShouldBe("fridge.taxi.ClosestPlaceJob");
    }
}
