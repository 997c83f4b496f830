using Fridge.Virtual;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Virtual;

public sealed class EngineNetworkTests
{
    /// <summary>Else the fridge's own network counts as somebody's route, and its Pis can't be replaced.</summary>
    [Theory]
    [InlineData("", "br-17592a44db22")]
    [InlineData("<no value>", "br-17592a44db22")]
    [InlineData("docker0", "docker0")]
    public void Parse_WithoutANameOfItsBridge_TakesTheEnginesOwn(string named, string bridge) =>
        EngineNetwork.Parse($"fridge-pico\t17592a44db2231d0cbadc06e133ca12f\t{named}\tpico\t172.30.8.0/24 ").Bridge.ShouldBe(bridge);
}
