using Fridge.Clusters;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Clusters;

public class NodePortsTests
{
    [Fact]
    public void Registry_IsThePortOfTheRegistrysName() => WellKnown.Registry.ShouldEndWith($":{NodePorts.Registry}");
}
