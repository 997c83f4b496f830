using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Virtual;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Virtual;

public sealed class HostCapacityTests
{
    private static readonly VirtualPlan Plan =
        VirtualPlan.From(VirtualClusters.Of("pico", "172.30.7.0/24", "pico-0", "pico-1", "pico-2"), VirtualClusters.Host, VirtualClusters.Settings);

    private static readonly VirtualChanges All = VirtualChanges.Between(Plan, new ObservedFridge([]));

    [Fact]
    public void Check_LittleMemory_SaysHowMuchIsNeeded() =>
        Refusal(() => HostCapacity.Check(Plan, All, VirtualClusters.Host with { MemoryAvailable = 1L << 30 }))
            .ShouldBe("3 virtual Pis of pico need 2100 MiB of memory on this machine; 1024 MiB are free.");

    [Fact]
    public void Check_LittleDisk_SaysHowMuchIsNeeded() =>
        Refusal(() => HostCapacity.Check(Plan, All, VirtualClusters.Host with { DiskFree = 4L << 30 }))
            .ShouldBe("3 virtual Pis of pico need 4608 MiB of disk on this machine; 4096 MiB are free.");

    [Fact]
    public void Check_PisThatRunAlready_NeedNothing()
    {
        var running = new ObservedFridge([.. Plan.Pis.Select(pi => new ObservedPi(pi.Container, "running", pi.Node, pi.SpecHash))]);

        HostCapacity.Check(Plan, VirtualChanges.Between(Plan, running), VirtualClusters.Host with { MemoryAvailable = 0, DiskFree = 0 });
    }

    [Theory]
    [InlineData("172.30.0.0/16")]
    [InlineData("172.30.7.128/25")]
    [InlineData("172.30.7.0/24")]
    public void CheckSubnet_OverlapsAnEnginesNetwork_NamesIt(string subnet) =>
        Refusal(() => HostCapacity.CheckSubnet(Plan, [Network("other", "br-other", subnet)], VirtualClusters.Host))
            .ShouldBe($"The subnet 172.30.7.0/24 of pico overlaps {subnet}: Docker's network other.");

    [Fact]
    public void CheckSubnet_OverlapsARoute_NamesItsInterface() =>
        Refusal(() => HostCapacity.CheckSubnet(Plan, [], VirtualClusters.Host with { Routes = [new HostRoute("172.16.0.0/12", "tun0")] }))
            .ShouldBe("The subnet 172.30.7.0/24 of pico overlaps 172.16.0.0/12: this machine's route by tun0.");

    [Fact]
    public void CheckSubnet_ItsOwnNetworkAndOthersBeside_AreFine()
    {
        var host = VirtualClusters.Host with { Routes = [new HostRoute("172.30.7.0/24", "br-0123456789ab"), new HostRoute("172.17.0.0/16", "docker0")] };
        var own = EngineNetwork.Parse("fridge-pico\t0123456789abcdef\t\tpico\t172.30.7.0/24 ");
        var bridge = EngineNetwork.Parse("bridge\tfedcba9876543210\tdocker0\t\t172.17.0.0/16 fd00::/64 ");

        HostCapacity.CheckSubnet(Plan, [own, bridge], host);
    }

    private static EngineNetwork Network(string name, string bridge, string subnet) => EngineNetwork.Parse($"{name}\t0123456789abcdef\t{bridge}\t\t{subnet} ");

    private static string Refusal(Action check)
    {
        var refusal = Should.Throw<FridgeException>(check);
        refusal.WrongUse.ShouldBeTrue();
        return refusal.Message;
    }
}
