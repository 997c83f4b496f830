using Fridge.Targets;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

public sealed class ProgramNameTests
{
    [Theory]
    [InlineData("/home/ada/shelf/fridge-1.2.3-linux-x64", "./fridge-1.2.3-linux-x64")]
    [InlineData("/home/ada/fridge-1.2.3-linux-x64", "../fridge-1.2.3-linux-x64")]
    [InlineData("/home/ada/shelf/bin/fridge", "bin/fridge")]
    [InlineData("/opt/fridge/fridge", "/opt/fridge/fridge")]
    [InlineData("/usr/local/bin/fridge", "fridge")]
    [InlineData("/home/ada/shelf/my fridge", "'./my fridge'")]
    public void Of_AProgram_IsWhatAPersonTypesThere(string program, string typed) =>
        ProgramName.Of(program, "/home/ada/shelf", "/usr/local/bin:/usr/bin").ShouldBe(typed);

    [Fact]
    public void Of_AProgramWithoutAPath_IsWhereItIs() => ProgramName.Of("/usr/local/bin/fridge", "/usr/local/bin", path: null).ShouldBe("./fridge");
}
