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
    [InlineData("700", "700")]
    [InlineData("755", "700")]
    [InlineData("550", "500")]
    [InlineData("770", null)]
    [InlineData("702", null)]
    public void EnsureFolder_WithAMode_ClosesItUnlessOthersMayWrite(string mode, string? closed)
    {
        var path = Directory.CreateDirectory(folder["state"]).FullName;
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));

        if (closed is null)
            Should.Throw<FridgeException>(() => OwnersAlone.EnsureFolder(path)).NextStep.ShouldBe($"Check whether what is there is yours, then: chmod go= {path}");
        else
            OwnersAlone.EnsureFolder(path);

        Convert.ToString((int)File.GetUnixFileMode(path), 8).ShouldBe(closed ?? mode);
    }

    [Fact]
    public void EnsureFolder_NothingThere_IsMadeForItsOwnerAlone()
    {
        OwnersAlone.EnsureFolder(folder["a/state"]);

        File.GetUnixFileMode(folder["a/state"]).ShouldBe(OwnersAlone.Folder);
    }

    [Theory]
    [InlineData("600", true)]
    [InlineData("400", true)]
    [InlineData("640", false)]
    [InlineData("604", false)]
    public void CheckSecret_WithAMode_IsForItsOwnerAlone(string mode, bool fine)
    {
        File.WriteAllText(folder["key"], "");
        File.SetUnixFileMode(folder["key"], (UnixFileMode)Convert.ToInt32(mode, 8));

        if (fine)
            OwnersAlone.CheckSecret(folder["key"]);
        else
            Should.Throw<FridgeException>(() => OwnersAlone.CheckSecret(folder["key"])).Message.ShouldBe($"{folder["key"]} is open to others, who may have read it.");
    }

    [Fact]
    public void CheckSecret_NothingThere_IsFine() => OwnersAlone.CheckSecret(folder["none"]);

    [Fact]
    public void CheckSecret_ALink_IsRefused()
    {
        File.CreateSymbolicLink(folder["link"], "/nowhere");

        Should.Throw<FridgeException>(() => OwnersAlone.CheckSecret(folder["link"])).Message.ShouldBe($"{folder["link"]} is a link, and Fridge follows no links to keys.");
    }

    /// <summary>Root gives it away; for anybody else /etc/hostname is such a file.</summary>
    [Fact]
    public async Task CheckSecret_AnotherUsers_IsRefused()
    {
        var path = Environment.IsPrivilegedProcess ? folder["key"] : "/etc/hostname";
        if (Environment.IsPrivilegedProcess)
        {
            await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
            await new ProcessRunner().RunAsync(new CommandLine("chown", "12345", path), cancellationToken: TestContext.Current.CancellationToken);
        }

        Should.Throw<FridgeException>(() => OwnersAlone.CheckSecret(path)).Message.ShouldContain(" belongs to the user ");
    }
}
