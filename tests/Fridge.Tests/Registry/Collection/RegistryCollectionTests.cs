using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Registry.Collection;
using Fridge.Registry.Distribution;
using Fridge.Registry.Running;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Collection;

/// <summary>Against a real registry: three releases of an image, of which the last two are used.</summary>
[Trait("Suite", "ci")]
public sealed class RegistryCollectionTests(LocalRegistry local) : IClassFixture<LocalRegistry>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_no_service_uses_leaves_the_disk_and_the_rest_can_still_be_pulled()
    {
        using TinyImage first = new("first", ["linux/arm/v7"]), second = new("second", ["linux/arm/v7"]), third = new("third", ["linux/arm/v7"]);
        foreach (var image in new[] { first, second, third })
            await PushAsync(image);
        await ForgetTagAsync(second);
        var before = local.BlobBytes;

        await CollectAsync(Digest(second), Digest(third), "sha256:" + new string('0', 64));

        (await HasAsync(first)).ShouldBe((false, false));
        (await HasAsync(second)).ShouldBe((true, true));
        (await HasAsync(third)).ShouldBe((true, true));
        local.BlobBytes.ShouldBeLessThan(before);
        (await PlanAsync(Digest(second), Digest(third))).IsUnchanged.ShouldBeTrue();
    }

    [Fact]
    public async Task An_index_that_a_service_names_keeps_all_its_platforms()
    {
        using var image = new TinyImage("index", ["linux/arm/v7", "linux/amd64"], attestation: false);
        using var client = local.Client();
        await new OciPush(client).RunAsync(new OciPushPlan { Layout = image.Layout, Repository = "tools", IndexTag = "v1" }, new ReportRecorder(), Cancelled);

        var plan = await new RegistryContent(client).PlanAsync([$"{WellKnown.Registry}/tools:v1"], Cancelled);

        plan.ToDelete.ShouldNotContain(manifest => manifest.Repository == "tools");
        plan.ToTag.ShouldContain(new StoredManifest("tools", image.Layout.Index!.Digest));
    }

    [Theory]
    [InlineData(true, "linux/arm/v7", "linux/amd64")]
    [InlineData(false, "linux/arm/v7")]
    public async Task An_index_stays_as_long_as_services_use_all_its_platforms(bool stays, params string[] used)
    {
        using var image = new TinyImage($"platforms {stays}", ["linux/arm/v7", "linux/amd64"], attestation: false);
        var repository = $"mixed-{used.Length}";
        using var client = local.Client();
        await new OciPush(client).RunAsync(new OciPushPlan { Layout = image.Layout, Repository = repository, IndexTag = "0123456789ab" }, new ReportRecorder(), Cancelled);

        var plan = await new RegistryContent(client).PlanAsync(
            used.Select(platform => $"{WellKnown.Registry}/{repository}@{image.Layout.For(platform).Digest}"), Cancelled);

        plan.ToDelete.Contains(new StoredManifest(repository, image.Layout.Index!.Digest)).ShouldBe(!stays);
        plan.ToTag.ShouldNotContain(manifest => manifest.Repository == repository);
    }

    private static string Digest(TinyImage image) => image.Layout.Manifests[0].Digest;

    private async Task PushAsync(TinyImage image)
    {
        using var client = local.Client();
        await new OciPush(client).RunAsync(new OciPushPlan { Layout = image.Layout, Repository = "flink" }, new ReportRecorder(), Cancelled);
    }

    /// <summary>As an earlier version of this program pushed it.</summary>
    private async Task ForgetTagAsync(TinyImage image)
    {
        using var client = local.Client();
        var manifest = image.Layout.Manifests[0];
        await client.DeleteManifestAsync("flink", manifest.Digest, Cancelled);
        var content = await File.ReadAllBytesAsync(image.Layout.BlobPath(manifest.Digest), Cancelled);
        await client.PutManifestAsync("flink", manifest.Digest, manifest.Descriptor.MediaType, content, Cancelled);
    }

    private async Task<(bool Manifest, bool Layer)> HasAsync(TinyImage image)
    {
        using var client = local.Client();
        var manifest = image.Layout.Manifests[0];
        return (await client.HasManifestAsync("flink", manifest.Digest, Cancelled), await client.HasBlobAsync("flink", manifest.Layers[0].Digest, Cancelled));
    }

    private async Task CollectAsync(params string[] used)
    {
        var plan = await PlanAsync(used);
        using (var client = local.Client())
            await new RegistryContent(client).TagAsync(plan, new HeldLockDouble(), Cancelled);
        var container = RegistryCollector.Container(new CreateContainerParameters { Name = "registry", HostConfig = new HostConfig() });
        await local.CollectAsync(RegistryCollector.Forget($"{local.Data}", plan.ToDelete), container.Cmd!.SkipLast(1));
    }

    private async Task<CollectionPlan> PlanAsync(params string[] used)
    {
        using var client = local.Client();
        return await new RegistryContent(client).PlanAsync(used.Select(digest => $"{WellKnown.Registry}/flink@{digest}"), Cancelled);
    }
}
