using System.Net;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tests.Support;
using Fridge.Tests.Tooling.Host;
using Fridge.Tooling;
using Fridge.Virtual;
using Shouldly;
using Xunit;
using static Fridge.Tests.Tooling.Host.ScriptedProcesses;

namespace Fridge.Tests.Virtual;

public sealed class VirtualNodesTests
{
    private static readonly Cluster Pico = VirtualClusters.Of("pico", "172.30.7.0/24", "pico-0", "pico-1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Description_SaysVirtual() => Source(new(_ => null)).Description.ShouldBe("VIRTUAL, 2 virtual Pis on this machine");

    [Fact]
    public void Expected_BeforeThereAreAny_HasTheirUserAndPort() =>
        Source(new(_ => null)).Expected.Nodes.ShouldAllBe(node => node.Ssh.User == "pi" && node.Ssh.Port == 22);

    [Fact]
    public async Task Plan_WithoutAnEngine_MakesThemAllAndAsksNobody()
    {
        var processes = new ScriptedProcesses(_ => null);

        var changes = await Source(processes).PlanAsync(VirtualClusters.Host with { Engine = null }, Token);

        changes.Lines.ShouldBe(["virtual Pi pico-0: create (missing)", "virtual Pi pico-1: create (missing)"]);
        changes.Summary.ShouldBe("would make or start 2 virtual Pis");
        processes.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task Find_WhenOneIsMissing_IsNullAndChangesNothing()
    {
        var processes = new ScriptedProcesses(_ => Out(""));

        (await Source(processes).FindAsync(VirtualClusters.Host, new ReportRecorder(), Token)).ShouldBeNull();

        processes.Commands.ShouldAllBe(command => command.Contains(" ls "));
    }

    [Fact]
    public void Removal_IsThere() => Source(new(_ => null)).Removal.ShouldNotBeNull();

    private static VirtualNodes Source(ScriptedProcesses processes) => new(
        Pico, new VirtualNetwork(IPNetwork.Parse("172.30.7.0/24")), VirtualClusters.Owner, new ImageSettings { FlinkMirrors = [] }, processes,
        FridgePaths.FromEnvironment(Checkout.Root), TimeProvider.System);
}
