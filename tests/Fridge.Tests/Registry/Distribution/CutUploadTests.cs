using Fridge.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>Against a real registry: the connection is cut while a layer of several chunks goes up.</summary>
[Trait("Suite", "ci")]
public sealed class CutUploadTests(LocalRegistry registry, LargeImage large) : IClassFixture<LocalRegistry>, IClassFixture<LargeImage>
{
    public static TheoryData<int> Tenths => [.. Enumerable.Range(1, 9)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Tenths))]
    public async Task CutAtATenthOfItsSize_TheImageIsWholeInTheEnd(int tenth)
    {
        var manifest = large.Image.Layout.Manifests[0];
        var wire = new CutWire(manifest.Layers[0].Size / 10 * tenth);
        using var client = new OciRegistryClient(registry.Connection(wire.Through));

        var result = await new OciPush(client).RunAsync(
            new OciPushPlan { Layout = large.Image.Layout, Repository = $"cut-{tenth}" }, new ReportRecorder(), Cancelled);

        wire.Cuts.ShouldBe(1);
        result.BlobsSent.ShouldBe(2);
        (await client.HasBlobAsync($"cut-{tenth}", manifest.Layers[0].Digest, Cancelled)).ShouldBeTrue();
        (await client.HasManifestAsync($"cut-{tenth}", manifest.Digest, Cancelled)).ShouldBeTrue();
    }

    /// <summary>As a runner that is killed, or a night without a network: the first run ends with a sentence, and the next one completes.</summary>
    [Theory]
    [MemberData(nameof(Tenths))]
    public async Task CutForGoodAtATenthOfItsSize_ARerunCompletesIt(int tenth)
    {
        var (manifest, repository) = (large.Image.Layout.Manifests[0], $"ended-{tenth}");
        var plan = new OciPushPlan { Layout = large.Image.Layout, Repository = repository };
        var wire = new CutWire(manifest.Layers[0].Size / 10 * tenth) { ForGood = true };
        using var cut = new OciRegistryClient(registry.Connection(wire.Through) with { Time = new HurriedTime(TimeSpan.FromSeconds(60)) });
        await Should.ThrowAsync<RegistryUnreachableException>(new OciPush(cut).RunAsync(plan, new ReportRecorder(), Cancelled));

        using var client = registry.Client();
        (await client.HasManifestAsync(repository, manifest.Digest, Cancelled)).ShouldBeFalse("nothing is there half");
        await new OciPush(client).RunAsync(plan, new ReportRecorder(), Cancelled);

        (await client.HasManifestAsync(repository, manifest.Digest, Cancelled)).ShouldBeTrue();
        (await client.HasBlobAsync(repository, manifest.Layers[0].Digest, Cancelled)).ShouldBeTrue();
    }
}
