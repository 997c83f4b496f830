using Fridge.Bench.Running;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Bench;

public class OptionsTests
{
    [Fact]
    public void Flags_and_values_are_taken()
    {
        var options = Parse("--runs", "5", "--json");

        options.Json.ShouldBeTrue();
        options.Count("--runs", 3).ShouldBe(5);
    }

    [Fact]
    public void What_is_not_given_has_its_default()
    {
        Parse().Count("--runs", 3).ShouldBe(3);
        Parse().Json.ShouldBeFalse();
    }

    [Theory]
    [InlineData("--claster x", "There is no option --claster.")]
    [InlineData("--runs", "--runs wants a value.")]
    [InlineData("--runs none", "--runs wants a whole number above zero, not 'none'.")]
    [InlineData("--runs 0", "--runs wants a whole number above zero, not '0'.")]
    public void Wrong_words_are_refused(string words, string message)
    {
        var refusal = Should.Throw<FridgeException>(() => Parse(words.Split(' ')).Count("--runs", 3));

        refusal.Message.ShouldBe(message);
        refusal.WrongUse.ShouldBeTrue();
    }

    private static Options Parse(params string[] words) => Options.Parse(words, ["--json"], ["--runs"]);
}
