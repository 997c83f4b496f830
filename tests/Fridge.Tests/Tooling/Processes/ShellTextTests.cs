using Fridge.Nodes;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Processes;

public sealed class ShellTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    public void Hole_AnyText_ArrivesAsOneArgument(string argument, string expected) =>
        Render($"echo {argument}").ShouldBe("echo " + expected);

    private static string Render(ShellText text) => text.ToString();
}
