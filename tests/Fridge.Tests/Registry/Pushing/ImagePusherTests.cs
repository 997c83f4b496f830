using Fridge.Model;
using Fridge.Registry.Pushing;
using Fridge.Registry.Running;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Pushing;

/// <summary>What a Deploy pushes, from the plan to the last manifest, against Debian's registry. The nodes are all ARMv7.</summary>
[Trait("Suite", "ci")]
public sealed class ImagePusherTests : IClassFixture<TwoDoors>, IDisposable
{
    private readonly TwoDoors registry;
    private readonly string suffix = $"{Guid.NewGuid():N}"[..8];
    private readonly TinyImage both;
    private readonly TinyImage one;

    /// <summary>Of bytes that no other test has pushed: the registry mounts what it has, and nothing of it is sent.</summary>
    public ImagePusherTests(TwoDoors registry)
    {
        this.registry = registry;
        both = new($"both {suffix}", ["linux/arm/v7", "linux/amd64"]);
        one = new($"one {suffix}", ["linux/arm/v7"]);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        both.Dispose();
        one.Dispose();
    }

    [Fact]
    public async Task Push_ASet_BringsTheNodesPlatformsAndThenNothingIsMissing()
    {
        var images = new ImageSet([Image("registry", one), Image($"job-{suffix}", one), Image($"flink-{suffix}", both)]);
        var plan = await PlanAsync(images);
        plan.Missing.Select(missing => missing.Image.Name).ShouldBe([$"flink-{suffix}", $"job-{suffix}"], "what others lie upon first; the registry's own is streamed in");

        await PushAsync(plan);

        using var client = registry.Client();
        (await client.HasManifestAsync($"flink-{suffix}", Digest(both, "linux/arm/v7"), Cancelled)).ShouldBeTrue();
        (await client.HasManifestAsync($"flink-{suffix}", Digest(both, "linux/amd64"), Cancelled)).ShouldBeFalse("no node is of that platform");
        (await client.HasManifestAsync($"job-{suffix}", Digest(one, "linux/arm/v7"), Cancelled)).ShouldBeTrue();
        (await client.TagsAsync($"flink-{suffix}", Cancelled)).ShouldNotContain(new string('5', 12), "the index has a platform that isn't there");
        (await client.RepositoriesAsync(Cancelled)).ShouldNotContain("registry");
        (await PlanAsync(images)).IsUnchanged.ShouldBeTrue();
    }

    [Fact]
    public async Task Push_WithTooLittleRoomOnANode_PushesNothing()
    {
        var images = new ImageSet([Image($"flink-{suffix}", one)]);

        var refusal = await Should.ThrowAsync<NodeDiskFullException>(async () => await PushAsync(await PlanAsync(images), Samples.Cluster(free: 10)));

        refusal.Node.ShouldBe("pico-0");
        using var client = registry.Client();
        (await client.RepositoriesAsync(Cancelled)).ShouldNotContain($"flink-{suffix}");
    }

    /// <summary>The manager's disk takes what is pushed, too, and the orchestrator's log lies on it.</summary>
    [Fact]
    public async Task Push_WithRoomForItsPullsAndNoneForTheRegistry_IsRefusedByTheManager()
    {
        var plan = await PlanAsync(new ImageSet([Image($"flink-{suffix}", one)]));

        var refusal = await Should.ThrowAsync<NodeDiskFullException>(() => PushAsync(plan, Samples.Cluster(free: 3 * plan.Bytes())));

        (refusal.Node, refusal.NeededBytes).ShouldBe(("pico-0", 4 * plan.Bytes()));
    }

    [Fact]
    public async Task Push_OfASetWithAnImageThatNobodyHas_PushesNothing()
    {
        var lost = Image($"job-{suffix}", both) with { LayoutPath = null };
        var plan = await PlanAsync(new ImageSet([Image($"flink-{suffix}", one), lost]));

        (await Should.ThrowAsync<FridgeException>(() => PushAsync(plan))).Message.ShouldStartWith($"The registry has lost job-{suffix}@");

        using var client = registry.Client();
        (await client.RepositoriesAsync(Cancelled)).ShouldNotContain($"flink-{suffix}");
    }

    [Fact]
    public async Task Push_OfADamagedLayer_SaysWhichAndLeavesNoManifest()
    {
        await File.WriteAllTextAsync(one.Layout.BlobPath(one.Layout.Manifests[0].Layers[0].Digest), "damaged", Cancelled);
        var plan = await PlanAsync(new ImageSet([Image($"flink-{suffix}", one)]));

        (await Should.ThrowAsync<FridgeException>(() => PushAsync(plan))).Message.ShouldStartWith("A blob of an image is damaged");

        using var client = registry.Client();
        (await client.HasManifestAsync($"flink-{suffix}", Digest(one, "linux/arm/v7"), Cancelled)).ShouldBeFalse();
    }

    private static string Digest(TinyImage image, string platform) => image.Layout.For(platform).Digest;

    private static ImageRecord Image(string name, TinyImage image) => new()
    {
        Name = name,
        InputHash = new string('5', 64),
        LayoutPath = image.Folder,
        Platforms = [.. image.Layout.Manifests.Select(manifest => new PlatformImage(manifest.Platform.Known!.Value, manifest.Digest, manifest.LayerBytes))],
    };

    private Task<PushPlan> PlanAsync(ImageSet images) => Pusher().PlanAsync(Formed(Samples.Cluster()), images, Cancelled);

    private Task PushAsync(PushPlan plan, FormedCluster? cluster = null) => Pusher().PushAsync(Formed(cluster ?? Samples.Cluster()), plan, new HeldLockDouble(), Cancelled);

    private FormedCluster Formed(FormedCluster cluster) => cluster with { RegistryCa = registry.Certificates.CaPem };

    private ImagePusher Pusher() => new(registry.Sessions(), new ReportRecorder(), new Redactor());
}
