using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

public class NodePortsTests
{
    [Fact]
    public void Registry_IsThePortOfTheRegistrysName() => WellKnown.Registry.ShouldEndWith($":{NodePorts.Registry}");
}
