using Fridge.Pipelines.GitHub;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Pipelines;

public sealed class ActionPinsTests
{
    private const string One = "1111111111111111111111111111111111111111";
    private const string Two = "2222222222222222222222222222222222222222";
    private const string Three = "3333333333333333333333333333333333333333";

    private static readonly ActionPin Cut = new("owner/cut", "v2.3.4", One, "a test");

    [Fact]
    public void TheCommittedList_IsAsItIsWritten_AndEachHasASource()
    {
        var text = File.ReadAllText(Checkout.File(ActionPins.File));
        var pins = ActionPins.Parse(text);

        pins.All.ShouldNotBeEmpty();
        pins.All.ShouldAllBe(pin => pin.Source.Contains($"https://github.com/{pin.Name}"));
        pins.ToText().ShouldBe(text);
    }

    [Theory]
    [InlineData("owner/cut v2 " + One + " here")]
    [InlineData("owner/cut v2.3.4 1111 here")]
    [InlineData("owner/cut v2.3.4 " + One)]
    [InlineData("cut v2.3.4 " + One + " here")]
    [InlineData("owner/cut v2.3.4 " + One + " here\nowner/cut v2.3.5 " + Two + " there")]
    public void ALineThatIsNone_IsRefusedAtItsPlace(string lines)
    {
        var refusal = Should.Throw<FridgeException>(() => ActionPins.Parse($"# a comment\n{lines}\n"));

        var line = lines.Contains('\n') ? 3 : 2;
        refusal.Message.ShouldStartWith($".github/actions.lock:{line}: ");
        refusal.Places!.ShouldHaveSingleItem().Line.ShouldBe(line);
    }

    [Fact]
    public void AnActionThatIsNotInTheList_IsRefused() =>
        Should.Throw<FridgeException>(() => new ActionPins([Cut]).Find("owner/paste")).Message.ShouldContain("has no owner/paste");

    [Fact]
    public void Renewed_TheNewestOfTheSameMajor_AndALaterOneIsNamed()
    {
        var renewal = ActionRenewal.Of(Cut, new Dictionary<string, string>
        {
            ["v2"] = Three,
            ["v2.3.4"] = One,
            ["v2.10.0"] = Two,
            ["v2.9.9"] = Three,
            ["v2.11.0-rc.1"] = Three,
            ["v3.0.0"] = Three,
            ["v10.0.0"] = Three,
        }, "the source");

        renewal.Pin.ShouldBe(Cut with { Version = "v2.10.0", Commit = Two, Source = "the source" });
        renewal.Later.ShouldBe("v10.0.0");
    }

    [Fact]
    public void NothingNewer_LeavesTheLineAsItIs()
    {
        var renewal = ActionRenewal.Of(Cut, new Dictionary<string, string> { ["v2.3.4"] = One }, "the source");

        renewal.ShouldBe(new ActionRenewal(Cut, null));
    }

    [Theory]
    [InlineData(Two)]
    [InlineData(null)]
    public void AVersionThatWasMoved_OrIsGone_IsRefused_AndNothingNewerIsTaken(string? now)
    {
        var tags = new Dictionary<string, string> { ["v2.4.0"] = Three };
        if (now is not null)
            tags["v2.3.4"] = now;

        Should.Throw<FridgeException>(() => ActionRenewal.Of(Cut, tags, "the source")).Message.ShouldContain($"owner/cut v2.3.4 was {One}; the source says");
    }
}
