using Fridge.Registry.Certificates;
using Fridge.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>Against a real registry with TLS.</summary>
[Trait("Suite", "ci")]
public sealed class RegistryTests(LocalRegistry registry) : IClassFixture<LocalRegistry>
{
    private readonly ReportRecorder report = new();
    private readonly string repository = $"test-{Guid.NewGuid():N}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Push_Twice_SendsNothingTheSecondTime()
    {
        using var image = new TinyImage("linux/arm/v7", "linux/amd64");
        using var client = registry.Client();
        var plan = new OciPushPlan { Layout = image.Layout, Repository = repository };

        var first = await new OciPush(client).RunAsync(plan, report, Cancelled);
        var second = await new OciPush(client).RunAsync(plan, report, Cancelled);

        first.BlobsSent.ShouldBe(4);
        second.ShouldBe(new OciPushResult(0, 4, 0));
        (await client.HasManifestAsync(repository, image.Layout.For("linux/arm/v7").Digest, Cancelled)).ShouldBeTrue();
    }

    [Fact]
    public async Task Push_OnePlatform_TheOtherIsNotThere()
    {
        using var image = new TinyImage("linux/arm/v7", "linux/amd64");
        using var client = registry.Client();

        await new OciPush(client).RunAsync(new OciPushPlan { Layout = image.Layout, Repository = repository, Platforms = ["linux/arm/v7"] }, report, Cancelled);

        (await client.HasManifestAsync(repository, image.Layout.For("linux/amd64").Digest, Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task Push_LayersOfAnotherRepository_AreTakenOverThere()
    {
        using var image = new TinyImage($"mount {repository}", ["linux/arm/v7"]);
        using var client = registry.Client();
        await new OciPush(client).RunAsync(new OciPushPlan { Layout = image.Layout, Repository = repository + "-base" }, report, Cancelled);

        var result = await new OciPush(client).RunAsync(
            new OciPushPlan { Layout = image.Layout, Repository = repository, MountFrom = [repository + "-base"] }, report, Cancelled);

        result.ShouldBe(new OciPushResult(0, 2, 0));
    }

    [Fact]
    public async Task Push_IndexTag_IsListedAndItsManifestCanBeDeleted()
    {
        using var image = new TinyImage("hello", ["linux/arm/v7", "linux/amd64"], attestation: false);
        using var client = registry.Client();
        await new OciPush(client).RunAsync(new OciPushPlan { Layout = image.Layout, Repository = repository, IndexTag = "latest" }, report, Cancelled);

        var digest = image.Layout.For("linux/amd64").Digest;
        (await client.TagsAsync(repository, Cancelled)).ShouldBe(
            [ContentTag.Of(digest), ContentTag.Of(image.Layout.For("linux/arm/v7").Digest), "latest"], ignoreOrder: true);
        (await client.DeleteManifestAsync(repository, digest, Cancelled)).ShouldBeTrue();
        (await client.HasManifestAsync(repository, digest, Cancelled)).ShouldBeFalse();
        (await client.DeleteManifestAsync(repository, digest, Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task Tags_NoSuchRepository_AreEmpty()
    {
        using var client = registry.Client();

        (await client.TagsAsync(repository, Cancelled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_CertificateOfAnotherCa_IsRefusedWithASentence()
    {
        using var client = registry.Client(RegistryCertificates.Create(TimeProvider.System, new Redactor()).CaPem);

        var failure = await Should.ThrowAsync<FridgeException>(client.IsUpAsync(Cancelled));

        failure.Message.ShouldContain("does not show the certificate that the cluster's CA signed");
    }

    [Fact]
    public async Task Put_ManifestWithoutItsBlobs_IsTheRegistrysWord()
    {
        using var image = new TinyImage("linux/arm/v7");
        using var client = registry.Client();
        var manifest = image.Layout.Manifests[0];

        var failure = await Should.ThrowAsync<FridgeException>(client.PutManifestAsync(
            repository, manifest.Digest, manifest.Descriptor.MediaType, await File.ReadAllBytesAsync(image.Layout.BlobPath(manifest.Digest), Cancelled), Cancelled));

        failure.Message.ShouldContain("MANIFEST_BLOB_UNKNOWN");
    }
}
