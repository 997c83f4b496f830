using Fridge.Provisioning.Facts;
using Fridge.Provisioning.Stages;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

public sealed class FactScriptTests
{
    [Fact]
    public void Compose_AllStages_IsTheScriptOfTheFile() => Golden.Match(FactScript.Compose(StageList.Facts), "facts.sh");

    [Fact]
    public void Compose_AFactThatTwoRolesAskFor_IsReadOnce() =>
        FactScript.Compose([SystemFacts.Kernel, SystemFacts.Kernel]).Split("section kernel\n").Length.ShouldBe(2);

    [Fact]
    public void AFactsName_WithAShellCharacter_IsRefused() =>
        Should.Throw<ArgumentException>(() => new Fact<string>("a;b", "true", text => text.FirstLine));

    [Fact]
    public void Parse_LinesThatLookLikeSections_StayContent()
    {
        var sections = FactSections.Parse(":hosts 0\n :kernel 0\n  indented\n \n last\n:kernel 1\n");

        sections["hosts"].Lines.ShouldBe([":kernel 0", " indented", "", "last"]);
        sections["hosts"].Text.ShouldBe(":kernel 0\n indented\n\nlast\n");
        sections["kernel"].ShouldBe(new FactText(1, []), Comparer);
    }

    [Fact]
    public void Parse_WhatAShellProfilePrintsBefore_IsNoFact() =>
        FactSections.Parse("Welcome to pico\n:kernel 0\n 6.1\n").Keys.ShouldBe(["kernel"]);

    [Fact]
    public void Read_ANumberThatIsNone_NamesNodeAndFact()
    {
        var node = Fridges.Pico.Nodes[1];

        var failure = Should.Throw<Fridge.Tooling.FridgeException>(() => Readings.Of(node, ":memory 0\n much\n").Read(SystemFacts.MemoryBytes));

        failure.Message.ShouldContain("'memory' of pico-1");
        failure.Evidence.ShouldBe(["much"]);
    }

    private static readonly IEqualityComparer<FactText> Comparer = EqualityComparer<FactText>.Create(
        (left, right) => left!.Status == right!.Status && left.Lines.SequenceEqual(right.Lines), _ => 0);
}
