using System.Text.RegularExpressions;
using Fridge.Model;
using Fridge.Tests.Support;
using Fridge.Virtual.Needs;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Virtual;

public sealed partial class PiNeedsTests
{
    [Fact]
    public void ThePage_ShowsTheTable()
    {
        var page = Checkout.File("docs", "virtual-fridge.md");

        Tables().Replace(File.ReadAllText(page), PiNeedsPage.Text.Replace("$", "$$"), 1).ShouldMatchFile(page);
    }

    [Fact]
    public void EveryOrchestrator_HasNeeds()
    {
        foreach (var orchestrator in Enum.GetValues<Orchestrator>())
            PiNeeds.Of(orchestrator).ShouldContain(need => need.Kind == PiNeedKind.Device);
    }

    [Fact]
    public void OfSwarm_NoPiHasARuleForAllDevicesOrIsUnguarded()
    {
        PiNeeds.Of(Orchestrator.Swarm).ShouldNotContain(need => (need.Kind == PiNeedKind.Device && need.What.Contains('*')) || need.Kind == PiNeedKind.Option);
    }

    [Fact]
    public void AnOrchestratorsNeeds_AreBesideThoseOfEveryPi()
    {
        var kubernetes = PiNeeds.For(PiNeed.Kubernetes);

        kubernetes.ShouldContain(need => need.What == "SYSLOG");
        PiNeeds.For().ShouldBe(kubernetes.Where(need => need.Where == PiNeed.Every));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TheProfile_OfAMachine_IsTheGoldenOne(int cgroupVersion) =>
        (SeccompProfile.Text(cgroupVersion).Replace("},{", "},\n{") + "\n").ShouldMatchFile($"Cases/seccomp-cgroup-v{cgroupVersion}.json");

    [Fact]
    public void ALoopDevice_IsNumberedByItsPisAddress()
    {
        PiLoop.NumberOf("172.30.7.11").ShouldBe(524288u + (30u << 16 & 524287u) + (7u << 8) + 11u);
        PiLoop.NumberOf("172.30.7.12").ShouldBe(PiLoop.NumberOf("172.30.7.11") + 1);
        PiLoop.NumberOf("255.255.255.255").ShouldBeLessThan(1u << 20);
    }

    [GeneratedRegex("(?<=<!-- needs -->\n).*?(?=<!-- /needs -->)", RegexOptions.Singleline)]
    private static partial Regex Tables();
}
