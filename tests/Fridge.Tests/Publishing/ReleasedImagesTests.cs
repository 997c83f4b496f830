using System.Collections.Immutable;
using Fridge.Images.Layouts;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Publishing.Contents;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;
using Fridge.Targets.Publishing;
using Fridge.Tests.Engine;
using Fridge.Tests.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>What is chosen of a release.</summary>
public sealed class ReleasedImagesTests
{
    private static readonly ReleaseDocument Release = SampleRelease.Document;

    [Fact]
    public void AnImageOfTheSameInputs_ComesFromTheRelease() =>
        ReleasedImages.Of([Planned("flink", "1f")], Release).Single().Released.ShouldBe(Release.Images[0]);

    [Fact]
    public void AnImageOfOtherInputs_IsRefused_WithWhatToCheckOut()
    {
        var refusal = Should.Throw<FridgeException>(() => ReleasedImages.Of([Planned("flink", "2f")], Release));

        refusal.Message.ShouldBe("The release v1.1.0 has no flink as this checkout and cluster file need it.");
        refusal.NextStep!.ShouldContain("git checkout v1.1.0");
    }

    [Fact]
    public void AJobOfOnesOwn_IsLeftToBeBuilt() =>
        ReleasedImages.Of([Planned("flink", "1f"), Planned("job-mine", "9f", ImageKind.Job)], Release).Select(image => image.Planned.Name).ShouldBe(["flink"]);

    [Fact]
    public void Platforms_AreTheReleases() => ReleasedImages.Settings(new ImageSettings { FlinkMirrors = [] }, Release).Platforms.ShouldBe([NodeArchitecture.Armv7]);

    internal static PlannedImage Planned(string name, string hash, ImageKind kind = ImageKind.Flink) =>
        new() { Name = name, InputHash = hash.PadRight(12, '0')[..Math.Max(2, hash.Length)], Kind = kind, Platforms = [NodeArchitecture.Armv7] };
}

/// <summary>Through a real registry with TLS and a password: pushed under a version, taken by digest.</summary>
[Trait("Suite", "ci")]
public sealed class ReleasedImagesRegistryTests(LockedRegistry registry) : IClassFixture<LockedRegistry>, IDisposable
{
    private static readonly string InputHash = new('1', 64);

    private readonly ScratchFolder folder = new();
    private readonly RegistryAddress address = RegistryAddress.Parse($"registry.fridge:5000/owner-{Guid.NewGuid():N}");
    private readonly ReportRecorder report = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LayoutStore Layouts => new(new FridgePaths(folder.Path, folder["state"], folder["cache"]), TimeProvider.System);

    [Fact]
    public async Task WhatWasPublished_IsTakenIntoAnEmptyCache_WithItsDigests_AndNothingIsBuilt()
    {
        using var image = new TinyImage($"{address}", ["linux/arm/v7", "linux/amd64"], attestation: false);
        var published = Published(image, "1.1.0");
        await Publisher().PushAsync([published], Token);
        var planned = ReleasedImagesTests.Planned("flink", InputHash);

        await ReleasedImages.FetchAsync([new ReleasedImage(planned, Released(published))], new ImageFetcher(Registries(), address, report), Layouts, Token);

        Layouts.Missing(Plan(planned)).ShouldBeEmpty();
        LayoutStore.Describe(planned, Layouts.Find(planned)!).Platforms.ShouldBe(published.Image.Platforms);
    }

    [Fact]
    public async Task WhatIsHereOfTheSameInputsWithOtherDigests_IsTakenFromTheRelease()
    {
        using var ours = new TinyImage($"ours {address}", ["linux/arm/v7"]);
        using var theirs = new TinyImage($"theirs {address}", ["linux/arm/v7"]);
        var (planned, published) = (ReleasedImagesTests.Planned("flink", InputHash), Published(theirs, "1.1.0"));
        Layouts.Keep(planned, CopyOf(ours));
        var release = SampleRelease.Document with { Images = [Released(published)] };

        ReleasedImages.Unlike(Plan(planned), Layouts, release).ShouldBe([planned]);
        await Publisher().PushAsync([published], Token);
        await ReleasedImages.FetchAsync(ReleasedImages.Of([planned], release), new ImageFetcher(Registries(), address, report), Layouts, Token);

        ReleasedImages.Unlike(Plan(planned), Layouts, release).ShouldBeEmpty();
    }

    [Fact]
    public async Task Again_NothingIsMissing()
    {
        using var image = new TinyImage($"again {address}", ["linux/arm/v7"]);
        ImmutableArray<PublishedImage> images = [Published(image, "1.1.0")];
        (await Publisher().MissingAsync(images, Token)).ShouldBe(images);

        await Publisher().PushAsync(images, Token);

        (await Publisher().MissingAsync(images, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ATagThatIsThereWithSomethingElse_IsNeverMoved()
    {
        using var one = new TinyImage($"one {address}", ["linux/arm/v7"]);
        using var other = new TinyImage($"other {address}", ["linux/arm/v7"]);
        await Publisher().PushAsync([Published(one, "1.1.0")], Token);

        (await Should.ThrowAsync<FridgeException>(Publisher().MissingAsync([Published(other, "1.1.0")], Token))).Message.ShouldContain("exists already, with other content");
    }

    public void Dispose() => folder.Dispose();

    private string CopyOf(TinyImage image)
    {
        Directory.CreateDirectory(folder["cache/layouts/flink"]);
        foreach (var file in Directory.EnumerateFiles(image.Folder, "*", SearchOption.AllDirectories))
        {
            var copy = folder[$"copy/{Path.GetRelativePath(image.Folder, file)}"];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder["copy"];
    }

    private PublishedImage Published(TinyImage image, string tag) => new(
        LayoutStore.Describe(ReleasedImagesTests.Planned("flink", InputHash), image.Layout), address.Repository("flink"), tag);

    private static ReleaseImage Released(PublishedImage published) => new(
        published.Image.Name, published.Image.InputHash, published.Repository, published.Tag, published.Digest,
        [.. published.Image.Platforms.Select(platform => new ReleasePlatform(platform.Architecture.OciPlatform(), platform.ManifestDigest, platform.CompressedBytes))]);

    private static ImagePlan Plan(PlannedImage planned) => new() { Images = [planned], Flink = new FlinkArchive("1", "flink.tgz", []), Settings = new ImageSettings { FlinkMirrors = [] } };

    private ImagePublisher Publisher() => new(Registries(), address, report);

    private OutsideRegistries Registries() => new(new RegistryLogins(new ProcessRunner(), new Redactor(), folder.Path) { Given = (LockedRegistry.Ada.User, LockedRegistry.Ada.Password) })
    {
        CaPem = registry.Certificates.CaPem,
        Dial = registry.Connection().Dial,
    };
}
