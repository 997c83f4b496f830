using Fridge.Registry.Outside;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Outside;

public sealed class NightlyTagTests
{
    private static readonly NightlyTag Tag = NightlyTag.Of(new DateTimeOffset(2026, 11, 29, 4, 0, 1, 999, TimeSpan.FromHours(1)), "0123456789abcdef");

    [Fact]
    public void ATag_HasTheTimeInUtc_AndTheBeginningOfTheHash() => $"{Tag}".ShouldBe("nightly-20261129-030001-0123456789ab");

    [Fact]
    public void ItIsReadBack_AsItWas()
    {
        NightlyTag.Find($"{Tag}").ShouldBe(Tag);
        Tag.IsOf("0123456789abffff").ShouldBeTrue();
        Tag.IsOf("0123456789aaffff").ShouldBeFalse();
    }

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("nightly")]
    [InlineData("nightly-20261301-030001-0123456789ab")]
    [InlineData("nightly-20261129-030001-0123456789AB")]
    [InlineData("sha256-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void AnotherTag_IsNone(string tag) => NightlyTag.Find(tag).ShouldBeNull();
}
