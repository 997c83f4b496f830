using Fridge.Manifests.Jvm;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests;

public sealed class JavaArgumentFileTests
{
    [Theory]
    [InlineData("-Xmx268435456", "-Xmx268435456")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("", "\"\"")]
    [InlineData("#5", "\"#5\"")]
    [InlineData("@home", "\"@home\"")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("C:\\x", "\"C:\\\\x\"")]
    [InlineData("a\nb", "\"a\\nb\"")]
    public void Argument_IsQuotedAsTheLauncherReads(string argument, string expected) =>
        new JavaArgumentFile([argument]).ToString().ShouldBe(expected + "\n");
}
