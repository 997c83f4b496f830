using Fridge.Virtual;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Virtual;

public sealed class VirtualChangesTests
{
    private static readonly VirtualPlan Plan =
        VirtualPlan.From(VirtualClusters.Of("pico", "172.30.7.0/24", "pico-0"), VirtualClusters.Host, VirtualClusters.Settings);

    [Theory]
    [InlineData("running", PiChangeKind.Keep)]
    [InlineData("restarting", PiChangeKind.Keep)]
    [InlineData("exited", PiChangeKind.Start)]
    [InlineData("paused", PiChangeKind.Unpause)]
    [InlineData("created", PiChangeKind.Replace)]
    [InlineData("dead", PiChangeKind.Replace)]
    public void Between_SameSpec_DependsOnTheState(string state, PiChangeKind expected)
    {
        var changes = Between(new ObservedPi("fridge-pico-pico-0", state, "pico-0", Plan.Pis[0].SpecHash));

        changes.Pis.Single().Kind.ShouldBe(expected);
        changes.IsEmpty.ShouldBe(expected == PiChangeKind.Keep);
    }

    [Fact]
    public void Between_AnotherSpec_Replaces()
    {
        var changes = Between(new ObservedPi("fridge-pico-pico-0", "running", "pico-0", "0000000000000000"));

        changes.Describe().ShouldBe(["virtual Pi pico-0: replace (its board, address, disk or image changed)"]);
        changes.Makes.ShouldBeTrue();
    }

    [Fact]
    public void Between_Nothing_CreatesAndAStrayIsRemoved() =>
        Between(new ObservedPi("fridge-pico-pico-9", "running", "pico-9", "x")).Describe().ShouldBe(
        [
            "virtual Pi pico-0: create (missing)",
            "container fridge-pico-pico-9: remove (no node of the cluster file)",
        ]);

    [Fact]
    public void Parse_OutputOfTheQuery_IsOnePiALine() =>
        ObservedFridge.Parse("fridge-pico-pico-0\trunning\tpico-0\tabc\tclusters/a.yaml\nfridge-pico-pico-1\texited\tpico-1\tdef\t\n").Pis.ShouldBe(
        [
            new ObservedPi("fridge-pico-pico-0", "running", "pico-0", "abc", "clusters/a.yaml"),
            new ObservedPi("fridge-pico-pico-1", "exited", "pico-1", "def"),
        ]);

    private static VirtualChanges Between(params ObservedPi[] pis) => VirtualChanges.Between(Plan, new ObservedFridge([.. pis]));
}
