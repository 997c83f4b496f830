using Fridge.Tests.Engine;
using Fridge.Tooling;
using Fridge.Tooling.Files;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Files;

public sealed class OwnersAloneTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("700", true)]
    [InlineData("500", true)]
    [InlineData("750", false)]
    [InlineData("701", false)]
    public void Check_AFolderWithAMode_IsForItsOwnerAlone(string mode, bool fine)
    {
        var path = Directory.CreateDirectory(folder["state"]).FullName;
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));

        if (fine)
            OwnersAlone.Check(path);
        else
            Should.Throw<FridgeException>(() => OwnersAlone.Check(path)).NextStep.ShouldBe($"Look whether what is there is yours, then: chmod go= {path}");
    }

    [Fact]
    public void Check_NothingThere_IsFine() => OwnersAlone.Check(folder["none"]);

    [Fact]
    public void Check_ALink_IsRefused()
    {
        File.CreateSymbolicLink(folder["link"], "/nowhere");

        Should.Throw<FridgeException>(() => OwnersAlone.Check(folder["link"])).Message.ShouldBe($"{folder["link"]} is a link, and keys are not followed elsewhere.");
    }

    /// <summary>Root gives it away; for anybody else /etc/hostname is such a file.</summary>
    [Fact]
    public async Task Check_AnotherUsers_IsRefused()
    {
        var path = Environment.IsPrivilegedProcess ? folder["key"] : "/etc/hostname";
        if (Environment.IsPrivilegedProcess)
        {
            await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
            await new ProcessRunner().RunAsync(new CommandLine("chown", "12345", path), cancellationToken: TestContext.Current.CancellationToken);
        }

        Should.Throw<FridgeException>(() => OwnersAlone.Check(path)).Message.ShouldContain(" belongs to the user ");
    }
}
