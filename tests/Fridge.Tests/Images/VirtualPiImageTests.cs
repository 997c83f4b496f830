using Fridge.Images.VirtualPi;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public class VirtualPiImageTests
{
    /// <summary>mmdebstrap's own shell reads a hook: a checkout may lie in a folder of any name.</summary>
    [Theory]
    [InlineData("/home/me/my shelf/images/virtual-pi")]
    [InlineData("/home/me/$(touch made)/images/virtual-pi")]
    [InlineData("/home/me/it's/images/virtual-pi")]
    public async Task Describe_ARecipeAnywhere_IsOneWordOfItsHook(string recipe)
    {
        var hook = VirtualPiImage.Describe("fridge/virtual-pi:x", recipe, "systemd", "").Arguments.Single(argument => argument.Contains("copy-in", StringComparison.Ordinal));

        var words = await new ProcessRunner().RunAsync(
            new CommandLine("sh", ["-c", $"copy_in() {{ printf '%s\\n' \"$@\"; }}; {hook[(hook.IndexOf('=') + 1)..].Replace("copy-in", "copy_in")}"]),
            cancellationToken: TestContext.Current.CancellationToken);

        words.StandardOutput.ShouldBe($"{recipe}\n/tmp\n");
    }
}
