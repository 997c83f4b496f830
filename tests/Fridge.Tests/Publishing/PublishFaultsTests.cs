using System.Collections.Immutable;
using Fridge.Images.Layouts;
using Fridge.Registry.Logins;
using Fridge.Registry.Oci;
using Fridge.Registry.Outside;
using Fridge.Tests.Engine;
using Fridge.Tests.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>Debian's docker-registry dies while images of a release go up, and is started again with what its disk has.</summary>
[Trait("Suite", "ci")]
public sealed class PublishFaultsTests(LargeImage large) : IClassFixture<LargeImage>, IAsyncLifetime
{
    private static readonly RegistryAddress Address = RegistryAddress.Parse("registry.fridge:5000/owner");

    private readonly LocalRegistry registry = new();
    private readonly TinyImage small = new("small", ["linux/arm/v7", "linux/amd64"], attestation: false);
    private readonly ScratchFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ImmutableArray<PublishedImage> Images => field.IsDefault ? field = [Published("flink", large.Image), Published("registry", small)] : field;

    public ValueTask InitializeAsync() => registry.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        small.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public async Task InTheMiddleOfALayer_NothingIsPublished_AndARerunCompletesIt(int tenth)
    {
        var wire = new CutWire(large.Image.Layout.Manifests[0].Layers[0].Size / 10 * tenth) { OnCut = registry.Kill };

        (await Should.ThrowAsync<FridgeException>(Publisher(wire).PushAsync(Images, Token))).NextStep.ShouldNotBeNull();
        await registry.StartAgainAsync();

        wire.Cuts.ShouldBe(1);
        (await Publisher().MissingAsync(Images, Token)).ShouldBe(Images, "no tag names half of an image");
        await ShouldCompleteAsync();
    }

    /// <summary>After the first image, before the second.</summary>
    [Fact]
    public async Task BetweenTwoImages_TheFirstStays_AndARerunSendsTheSecondAlone()
    {
        await Publisher().PushAsync([Images[0]], Token);
        registry.Kill();

        await Should.ThrowAsync<FridgeException>(Publisher().PushAsync([Images[1]], Token));
        await registry.StartAgainAsync();

        (await Publisher().MissingAsync(Images, Token)).ShouldBe([Images[1]]);
        await ShouldCompleteAsync();
    }

    private async Task ShouldCompleteAsync()
    {
        await Publisher().PushAsync(await Publisher().MissingAsync(Images, Token), Token);

        (await Publisher().MissingAsync(Images, Token)).ShouldBeEmpty();
        using var client = registry.Client();
        foreach (var image in Images)
        {
            (await client.FindManifestAsync(image.Repository, image.Tag, Token)).ShouldNotBeNull().Digest.ShouldBe(image.Digest);
            foreach (var layer in image.Layout.Manifests.SelectMany(manifest => manifest.Layers))
                OciDigest.Of(await File.ReadAllBytesAsync(registry.BlobPath(layer.Digest), Token)).ShouldBe(layer.Digest);
        }
    }

    private static PublishedImage Published(string name, TinyImage image) =>
        new(LayoutStore.Describe(ReleasedImagesTests.Planned(name, new string('1', 64)), image.Layout), Address.Repository(name), "1.1.0");

    private ImagePublisher Publisher(CutWire? wire = null) => new(
        new OutsideRegistries(new RegistryLogins(new ProcessRunner(), new Redactor(), folder.Path))
        {
            CaPem = registry.Certificates.CaPem,
            Dial = registry.Connection(wire is null ? null : wire.Through).Dial,
            Time = new HurriedTime(TimeSpan.FromSeconds(60)),
        },
        Address, new ReportRecorder());
}
