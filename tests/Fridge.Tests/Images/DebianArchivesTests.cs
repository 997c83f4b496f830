using Fridge.Images.Archives;
using Fridge.Images.Plan;
using Fridge.Tests.Tooling.Host;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class DebianArchivesTests
{
    [Theory]
    [InlineData("deb.example/debian")]
    [InlineData("deb.example:3142/debian")]
    [InlineData("/srv/debian")]
    [InlineData("file:///srv/debian")]
    [InlineData("")]
    public async Task Resolve_NoAddress_IsWrongUseThatNamesIt(string entry)
    {
        var refusal = await Should.ThrowAsync<FridgeException>(ResolveAsync(entry));

        refusal.WrongUse.ShouldBeTrue();
        refusal.Message.ShouldContain($"'{entry}'");
        refusal.NextStep.ShouldNotBeNull().ShouldContain("http://HOST/debian");
    }

    [Fact]
    public async Task Resolve_Addresses_AreFoldersInTheirOrder() =>
        (await ResolveAsync("https://b.example/debian", "http://a.example/debian/")).Select(archive => archive.ToString())
            .ShouldBe(["https://b.example/debian/", "http://a.example/debian/"]);

    private static async Task<IEnumerable<Uri>> ResolveAsync(params string[] setting) =>
        await new DebianArchives(new ScriptedProcesses(_ => null), new LocalDocker()).ResolveAsync(
            new ImageSettings { FlinkMirrors = [], DebianArchives = [.. setting] }, builderImage: null, TestContext.Current.CancellationToken);
}
