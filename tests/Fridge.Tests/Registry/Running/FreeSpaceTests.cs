using Fridge.Registry.Running;
using Shouldly;
using Xunit;
using static Fridge.Tests.Registry.Samples;

namespace Fridge.Tests.Registry.Running;

public sealed class FreeSpaceTests
{
    [Theory]
    [InlineData(2000, true)]
    [InlineData(1999, false)]
    public void A_node_needs_twice_what_it_will_pull(long free, bool enough)
    {
        var cluster = Cluster(free);

        if (enough) FreeSpace.Demand(cluster, "pico-1", 1000);
        else Should.Throw<NodeDiskFullException>(() => FreeSpace.Demand(cluster, "pico-1", 1000)).NeededBytes.ShouldBe(2000);
    }
}
