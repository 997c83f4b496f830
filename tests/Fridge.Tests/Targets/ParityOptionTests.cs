using Fridge.Targets;
using Fridge.Tests.Engine;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

public sealed class ParityOptionTests
{
    /// <summary>Shown by the step of Manifests that comes before any image is built.</summary>
    [Fact]
    public async Task Parity_ShowsWhatDiffers_WithTheReason()
    {
        var run = await EngineRun.OfAsync(new Build(), $"Templates --parity --cluster {Checkout.File("clusters", "virtual.yaml")}");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Out.ShouldContain("what differs between the orchestrators");
        run.Out.ShouldContain("Kubernetes gives services ports from 30000 to 32767, on every node");
        run.Out.ShouldNotContain("an override changes it");
    }
}
