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

    [Fact]
    public async Task Resolve_AMachineThatIsNoDebian_TakesTheBuilderImages() =>
        (await ByDefaultAsync("fridge/builder:1")).ShouldBe([new Uri("http://b.example/debian/")]);

    [Fact]
    public async Task Resolve_NoBuilderImageYet_FindsNone()
    {
        var failure = await Should.ThrowAsync<FridgeException>(ByDefaultAsync(builder: null));

        failure.Message.ShouldContain("machine, builder");
        failure.WrongUse.ShouldBeFalse();
    }

    private static Task<IEnumerable<Uri>> ResolveAsync(params string[] setting) =>
        ResolveAsync(setting, () => throw new InvalidOperationException("The setting has no builder."));

    private static Task<IEnumerable<Uri>> ByDefaultAsync(string? builder) =>
        ResolveAsync(["machine", "builder"], () => Task.FromResult(builder));

    private static async Task<IEnumerable<Uri>> ResolveAsync(string[] setting, Func<Task<string?>> builder)
    {
        var processes = new ScriptedProcesses(command => command.StartsWith("docker run --rm --network none fridge/builder:1 ", StringComparison.Ordinal)
            ? ScriptedProcesses.Out("deb http://b.example/debian bookworm main\n")
            : null);
        return await new DebianArchives(processes, new LocalDocker(), root: "/no/such/root").ResolveAsync(
            new ImageSettings { FlinkMirrors = [], DebianArchives = [.. setting] }, builder, TestContext.Current.CancellationToken);
    }
}
