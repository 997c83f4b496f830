using Fridge.Registry.Distribution;
using Fridge.Registry.Oci;
using Fridge.Registry.Pulling;
using Fridge.Tests.Engine;
using Fridge.Tests.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Pulling;

/// <summary>From a real registry with TLS.</summary>
[Trait("Suite", "ci")]
public sealed class OciPullTests(LocalRegistry registry, LargeImage large) : IClassFixture<LocalRegistry>, IClassFixture<LargeImage>, IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly string repository = $"test-{Guid.NewGuid():N}";

    public static TheoryData<int> Tenths => [.. Enumerable.Range(1, 9)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatWasPushed_ComesBackWithItsDigests_AndOnce()
    {
        using var image = new TinyImage("linux/arm/v7", "linux/amd64");
        var digests = await PushAsync(image);

        (await PullAsync(digests)).ShouldBeGreaterThan(0);

        OciLayout.Open(folder.Path).For("linux/arm/v7").Digest.ShouldBe(image.Layout.For("linux/arm/v7").Digest);
        (await PullAsync(digests)).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Tenths))]
    public async Task CutAtATenth_ItGoesOnWhereItWas(int tenth)
    {
        var digests = await PushAsync(large.Image);
        var size = large.Image.Layout.Manifests[0].Layers[0].Size;
        var wire = new CutWire { CutAfterReceived = size / 10 * tenth };

        var received = await PullAsync(digests, registry.Connection(wire.Through));

        wire.Cuts.ShouldBe(1);
        received.ShouldBeLessThanOrEqualTo(size + 1000, "no byte comes twice");
        await OciLayout.Open(folder.Path).CheckAsync(large.Image.Layout.Manifests[0].Layers[0].Digest, Cancelled);
    }

    [Fact]
    public async Task WhatIsDamagedThere_IsNeverHereUnderItsName()
    {
        using var image = new TinyImage($"damaged {repository}", ["linux/arm/v7"]);
        var digests = await PushAsync(image);
        var layer = image.Layout.Manifests[0].Layers[0].Digest;
        var stored = Directory.EnumerateFiles(registry.Data, "data", SearchOption.AllDirectories).Single(path => path.Contains(layer.Split(':')[1], StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(stored, Cancelled);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(stored, bytes, Cancelled);

        (await Should.ThrowAsync<FridgeException>(PullAsync(digests))).Message.ShouldContain($"returned something else for {repository}@{layer}");

        File.Exists(OciLayout.BlobPath(folder.Path, layer)).ShouldBeFalse();
        File.Exists(folder["index.json"]).ShouldBeFalse();
    }

    [Fact]
    public async Task WhatIsNotThere_IsNamed() =>
        (await Should.ThrowAsync<FridgeException>(PullAsync([$"sha256:{new string('0', 64)}"]))).Message.ShouldContain($"has no {repository}@sha256:");

    public void Dispose() => folder.Dispose();

    private async Task<string[]> PushAsync(TinyImage image)
    {
        using var client = registry.Client();
        await new OciPush(client).RunAsync(new OciPushPlan { Layout = image.Layout, Repository = repository }, new ReportRecorder(), Cancelled);
        return [.. image.Layout.Manifests.Select(manifest => manifest.Digest)];
    }

    private async Task<long> PullAsync(string[] digests, RegistryConnection? connection = null)
    {
        using var client = new OciRegistryClient(connection ?? registry.Connection());
        return await new OciPull(client).RunAsync(repository, digests, folder.Path, new ReportRecorder(), Cancelled);
    }
}
