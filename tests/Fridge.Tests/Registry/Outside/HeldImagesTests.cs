using System.Collections.Immutable;
using Fridge.Images.Layouts;
using Fridge.Model;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;
using Fridge.Tests.Engine;
using Fridge.Tests.Publishing;
using Fridge.Tests.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Outside;

/// <summary>Images and documents of nights in Debian's registry, with TLS.</summary>
[Trait("Suite", "ci")]
public sealed class HeldImagesTests(LocalRegistry registry) : IClassFixture<LocalRegistry>, IDisposable
{
    private static readonly string Hash = $"{new string('1', 12)}{new string('2', 52)}";
    private static readonly DateTimeOffset Night = new(2026, 11, 29, 3, 0, 0, TimeSpan.Zero);

    private readonly ScratchFolder folder = new();
    private readonly RegistryAddress address = RegistryAddress.Parse($"registry.fridge:5000/night-{Guid.NewGuid():N}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnImageOfSeveralPlatforms_IsFoundByWhatItWasMadeOf_WithTheDigestOfEach()
    {
        using var image = Labelled("one", Hash, "linux/arm/v7", "linux/amd64");
        await PushAsync(image, NightlyTag.Of(Night, Hash));

        var held = (await FindAsync(Hash)).ShouldNotBeNull();

        held.Digest.ShouldBe(image.Layout.Index!.Digest);
        held.Platforms.ShouldBe(image.Layout.Manifests.Select(manifest => new PlatformImage(manifest.Platform.Known!.Value, manifest.Digest, manifest.LayerBytes)));
        $"{held}".ShouldBe($"{address.Repository("flink")}:nightly-20261129-030000-111111111111");
    }

    [Fact]
    public async Task OfTheSameInputs_TheNewestIsTaken()
    {
        using var image = Labelled("two", Hash, "linux/arm/v7");
        await PushAsync(image, NightlyTag.Of(Night.AddDays(1), Hash));
        await PushAsync(image, NightlyTag.Of(Night, Hash));

        (await FindAsync(Hash)).ShouldNotBeNull().Tag.ShouldBe($"{NightlyTag.Of(Night.AddDays(1), Hash)}");
    }

    /// <summary>A tag is anybody's who may push; what an image says of itself is in its digest.</summary>
    [Fact]
    public async Task AnImageThatSaysItWasMadeOfOtherThings_IsNoneOfThese()
    {
        using var image = Labelled("three", new string('1', 64), "linux/arm/v7");
        await PushAsync(image, NightlyTag.Of(Night, Hash));

        (await FindAsync(Hash)).ShouldBeNull();
        (await FindAsync(new string('1', 64))).ShouldNotBeNull();
    }

    [Fact]
    public async Task ARepositoryThatIsNotThere_HasNone() => (await FindAsync(Hash)).ShouldBeNull();

    [Fact]
    public async Task Documents_ComeBackAsTheyWent_AndATagMovesToTheNewest()
    {
        var (artifacts, repository) = (new Artifacts(Registries(), address), address.Repository("locks"));
        await artifacts.PushAsync(repository, "a", Documents("first"), Token);
        await artifacts.PushAsync(repository, "a", Documents("second"), Token);

        (await artifacts.TagsAsync(repository, Token)).ShouldBe(["a"]);
        (await artifacts.FindAsync(repository, "a", Token)).ShouldNotBeNull().Files.Select(file => (file.Name, file.MediaType, System.Text.Encoding.UTF8.GetString(file.Content.AsSpan())))
            .ShouldBe([("flink/packages.lock", "text/plain", "second"), ("empty", "text/plain", "")]);
        (await artifacts.FindAsync(repository, "b", Token)).ShouldBeNull();
    }

    public void Dispose() => folder.Dispose();

    private static Artifact Documents(string text) =>
        new([ArtifactFile.Named("flink/packages.lock", "text/plain", System.Text.Encoding.UTF8.GetBytes(text)), ArtifactFile.Named("empty", "text/plain", [])]) { Type = "application/vnd.fridge.test" };

    private static TinyImage Labelled(string content, string hash, params string[] platforms)
    {
        var image = new TinyImage($"{content} {Guid.NewGuid()}", platforms, attestation: false);
        ImageLabeler.Label(image.Layout, ImmutableSortedDictionary<string, string>.Empty.Add(HeldImages.InputsAnnotation, $"sha256:{hash}"));
        return image;
    }

    private Task PushAsync(TinyImage image, NightlyTag tag) => new ImagePublisher(Registries(), address, new ReportRecorder()).PushAsync(
        [new PublishedImage(LayoutStore.Describe(ReleasedImagesTests.Planned("flink", Hash), image.Layout), address.Repository("flink"), $"{tag}")], Token);

    private async Task<HeldImage?> FindAsync(string hash) => (await new HeldImages(Registries(), address).FindAsync([(address.Repository("flink"), hash)], Token)).Single();

    private OutsideRegistries Registries() => new(new RegistryLogins(new ProcessRunner(), new Redactor(), folder.Path)) { CaPem = registry.Certificates.CaPem, Dial = registry.Connection().Dial };
}
