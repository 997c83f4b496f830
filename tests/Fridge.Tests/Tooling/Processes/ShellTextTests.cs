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

    [Fact]
    public void A_secret_is_quoted_and_marked_by_itself()
    {
        var secret = new Redactor().Hide("it's one");
        ShellText inner = $"printf %s {secret}";
        ShellText text = $"umask 077; {inner} >{"/a b"}";

        text.Reveal().ShouldBe("umask 077; printf %s 'it'\\''s one' >'/a b'");
        text.ToString().ShouldBe("umask 077; printf %s '***' >'/a b'");
        text.Secrets.ShouldBe([secret]);
    }
}
