using Fridge.Publishing.Contents;
using Fridge.Targets;
using Fridge.Tests.Engine;
using Fridge.Tests.Publishing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

/// <summary>A program of a release without a checkout: the files that it carries are those of this checkout; the program itself is this process.</summary>
public sealed class CarriedCheckoutTests : IDisposable
{
    /// <summary>Of this checkout, packed once: no test changes it.</summary>
    private static readonly Lazy<Task<byte[]>> Archive = new(async () => (await CarriedFilesTests.ReadAsync()).With(ReleaseContents.Carried(SampleRelease.Parts)).Archive);

    private readonly ScratchFolder folder = new();

    [Fact]
    public async Task Folder_LaidOutOnce_HasEachFile_WithItsMode()
    {
        var archive = await Archive.Value;
        var first = Of(archive).Folder.ShouldNotBeNull();
        var laid = File.GetLastWriteTimeUtc(Path.Combine(first, "clusters", "virtual.yaml"));

        Of(archive).Folder.ShouldBe(first);

        first.ShouldStartWith(folder["cache/programs/"]);
        Directory.EnumerateDirectories(folder["cache/programs"]).ShouldBe([first], "nothing is left of laying it out");
        File.GetLastWriteTimeUtc(Path.Combine(first, "clusters", "virtual.yaml")).ShouldBe(laid);
        File.ReadAllBytes(Path.Combine(first, "images", "flink", "Dockerfile")).ShouldBe(File.ReadAllBytes(Support.Checkout.File("images", "flink", "Dockerfile")));
        File.GetUnixFileMode(Path.Combine(first, "images", "virtual-pi", "setup")).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
    }

    [Fact]
    public async Task Folder_StartedManyTimesAtOnce_IsWhole()
    {
        var archive = await Archive.Value;

        var folders = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Of(archive).Folder)));

        folders.Distinct().Count().ShouldBe(1);
        File.Exists(Path.Combine(folders[0]!, "clusters", "virtual.yaml")).ShouldBeTrue();
    }

    [Fact]
    public async Task Release_IsTheOneThatTheProgramCarries() =>
        Of(await Archive.Value).Release.ShouldNotBeNull().ToBytes().ShouldBe(SampleRelease.Document.ToBytes());

    [Fact]
    public void AProgramThatCarriesNothing_HasNoFolder_AndNoRelease()
    {
        var none = new CarriedCheckout(() => null, folder["cache"]);

        none.Folder.ShouldBeNull();
        none.Release.ShouldBeNull();
        Directory.Exists(folder["cache"]).ShouldBeFalse();
    }

    /// <summary>Templates, cluster file and settings are the carried ones.</summary>
    [Fact]
    public async Task APlan_WithoutACheckout_IsTheCheckoutsPlan()
    {
        var carried = await EngineRun.OfAsync(new Build { Carried = Of(await Archive.Value) }, "Deploy --plan");
        var own = await EngineRun.OfAsync(new Build { Root = Support.Checkout.Root }, "Deploy --plan");

        carried.ExitCode.ShouldBe(0, carried.Out + carried.Error);
        carried.Out.ShouldBe(own.Out);
    }

    [Theory]
    [InlineData("Test --suite fast")]
    [InlineData("Check")]
    [InlineData("Workflows")]
    [InlineData("Verify --release v1.1.0")]
    [InlineData("Release --tag v1.2.3 --registry ghcr.io/ada --local")]
    public async Task WhatWantsSources_IsRefused(string typed)
    {
        var run = await EngineRun.OfAsync(new Build { Carried = Of(await Archive.Value) }, typed);

        run.ExitCode.ShouldBe(2, run.Out + run.Error);
        string.Join(' ', (run.Out + run.Error).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain("This program has no sources");
    }

    /// <summary>Whatever would say ./build.sh says what started this process.</summary>
    [Theory]
    [InlineData("--help", 0)]
    [InlineData("Deploy --help", 0)]
    [InlineData("--completion bash", 0)]
    [InlineData("Refrigerate", 2)]
    [InlineData("Convert", 2)]
    public async Task WhatItSays_NamesTheProgram_AndNoScript(string typed, int code)
    {
        var run = await EngineRun.OfAsync(new Build { Carried = Of(await Archive.Value) }, typed);

        run.ExitCode.ShouldBe(code, run.Out + run.Error);
        (run.Out + run.Error).ShouldNotContain("build.sh");
        (run.Out + run.Error).ShouldContain(Path.GetFileName(Environment.ProcessPath!));
    }

    public void Dispose() => folder.Dispose();

    private CarriedCheckout Of(byte[] archive) => new(() => new MemoryStream(archive), folder["cache"]);
}
