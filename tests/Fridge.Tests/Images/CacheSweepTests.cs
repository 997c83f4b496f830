using Fridge.Images.Builds;
using Fridge.Images.Layouts;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class CacheSweepTests : IDisposable
{
    private readonly DirectoryInfo cache = Directory.CreateTempSubdirectory("fridge-sweep-");
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    private FridgePaths Paths => new("/", "/", cache.FullName);

    [Fact]
    public void Run_AfterAMonth_TakesWhatNobodyAskedFor()
    {
        var store = new LayoutStore(Paths, time);
        var (asked, forgotten) = (Image('a'), Image('b'));
        foreach (var image in (PlannedImage[])[asked, forgotten])
            store.Keep(image, Layout(store, image));

        time.Advance(CacheSweep.Unused - TimeSpan.FromDays(2));
        store.Find(asked).ShouldNotBeNull();
        time.Advance(TimeSpan.FromDays(3));
        new CacheSweep(Paths, time).Run(new ReportRecorder());

        store.Find(asked).ShouldNotBeNull();
        store.Find(forgotten).ShouldBeNull();
    }

    [Fact]
    public void Run_ADayLater_TakesWhatKilledBuildsLeft_AndNoImage()
    {
        var store = new LayoutStore(Paths, time);
        store.Keep(Image('a'), Layout(store, Image('a')));
        var half = store.NewFolder(Image('b'));
        _ = new BuildContext(Paths.Cache);

        new CacheSweep(Paths, time).Run(new ReportRecorder());
        Directory.Exists(half).ShouldBeTrue("a build at work");

        time.Advance(CacheSweep.Abandoned + TimeSpan.FromMinutes(1));
        new CacheSweep(Paths, time).Run(new ReportRecorder());

        Directory.Exists(half).ShouldBeFalse();
        Directory.GetDirectories(BuildContext.RootOf(Paths.Cache)).ShouldBeEmpty();
        store.Find(Image('a')).ShouldNotBeNull();
    }

    [Fact]
    public void Keep_BuiltAgain_ReplacesWhatWasThere_AndLeavesNothingBesideIt()
    {
        var store = new LayoutStore(Paths, time);
        var first = Layout(store, Image('a'));
        File.WriteAllText(Path.Combine(first, "sbom"), "first");
        var kept = store.Keep(Image('a'), first);
        var second = Layout(store, Image('a'));
        File.WriteAllText(Path.Combine(second, "sbom"), "second");

        store.Keep(Image('a'), second, replace: true);

        File.ReadAllText(Path.Combine(kept.Folder, "sbom")).ShouldBe("second");
        Directory.GetDirectories(Path.GetDirectoryName(kept.Folder)!).ShouldBe([kept.Folder]);
        store.Clear();
        store.Find(Image('a')).ShouldBeNull();
    }

    [Fact]
    public void Run_EmptyCache_IsNothing() => new CacheSweep(Paths, time).Run(new ReportRecorder());

    public void Dispose() => cache.Delete(recursive: true);

    /// <summary>A layout without an image: whole, as what the store keeps.</summary>
    private static string Layout(LayoutStore store, PlannedImage image)
    {
        var folder = store.NewFolder(image);
        new OciLayoutWriter(folder).WriteIndex([]);
        return folder;
    }

    private static PlannedImage Image(char hash) => new()
    {
        Name = "flink",
        Kind = ImageKind.Flink,
        InputHash = new string(hash, 64),
        Platforms = [NodeArchitecture.Armv7],
    };
}
