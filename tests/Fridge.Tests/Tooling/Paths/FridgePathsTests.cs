using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Paths;

public sealed class FridgePathsTests
{
    [Fact]
    public void WithHome_StateAndCacheAreWhereXdgHasThem() =>
        Of(("HOME", "/home/ada")).ShouldBe(new FridgePaths("/checkout", "/home/ada/.local/state/fridge", "/home/ada/.cache/fridge"));

    [Fact]
    public void WithXdg_HomeIsNotNeeded() =>
        Of(("XDG_STATE_HOME", "/s"), ("XDG_CACHE_HOME", "/c")).ShouldBe(new FridgePaths("/checkout", "/s/fridge", "/c/fridge"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    public void WithoutHome_IsRefused(string? home)
    {
        var refusal = Should.Throw<FridgeException>(() => Of(("HOME", home), ("XDG_CACHE_HOME", "/c")));

        refusal.Message.ShouldBe("Neither HOME nor XDG_STATE_HOME is set: there is no folder of yours for keys, host keys and downloads.");
        refusal.WrongUse.ShouldBeTrue();
    }

    private static FridgePaths Of(params (string Name, string? Value)[] environment) =>
        FridgePaths.From(name => environment.FirstOrDefault(each => each.Name == name).Value, "/checkout");
}
