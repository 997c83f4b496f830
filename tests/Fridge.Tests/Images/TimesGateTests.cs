using Fridge.Images;
using Fridge.Images.Gates;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class TimesGateTests
{
    private static readonly DateTimeOffset Recipes = DateTimeOffset.FromUnixTimeSeconds(Recipe.SourceDateEpoch);

    [Theory]
    [InlineData(0)]
    [InlineData(-86400)]
    public void Fault_OfTheRecipesTimeOrBefore_None(int seconds) => TimesGate.Fault(Recipes.AddSeconds(seconds)).ShouldBeNull();

    [Fact]
    public void Fault_OfThisBuild_IsNamedWithItsTimeAndWhatSetsIt() => TimesGate.Fault(new DateTimeOffset(2026, 11, 29, 20, 0, 1, TimeSpan.Zero)).ShouldBe(
        "has the time 2026-11-29 20:00:01, that of this build: base/times.sh sets the times of a recipe's folders, and COPY --link leaves them alone");
}
