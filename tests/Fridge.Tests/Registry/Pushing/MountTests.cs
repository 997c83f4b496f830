using Fridge.Model;
using Fridge.Nodes.Locks;
using Fridge.Registry.Pushing;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Pushing;

/// <summary>Against a real registry: 116 MB were sent for a jar of 120 KB, since only images pushed in the same run were asked for layers.</summary>
[Trait("Suite", "ci")]
public sealed class MountTests(TwoDoors registry, LargeImage large) : IClassFixture<TwoDoors>, IClassFixture<LargeImage>
{
    private readonly CutWire wire = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_job_takes_the_layers_of_an_image_that_an_earlier_run_pushed()
    {
        await PushAsync("flink");
        var afterFlink = wire.Sent;

        await PushAsync("job-taxi");

        afterFlink.ShouldBeGreaterThan(large.Image.Layout.Manifests[0].Layers[0].Size);
        (wire.Sent - afterFlink).ShouldBeLessThan(100_000);
        using var client = registry.Client();
        (await client.HasManifestAsync("job-taxi", large.Image.Layout.Manifests[0].Digest, Cancelled)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_push_without_the_lock_sends_nothing()
    {
        await Should.ThrowAsync<LockLostException>(() => PushAsync("late", new LockLog { IsLost = true }));

        using var client = registry.Client();
        (await client.HasManifestAsync("late", large.Image.Layout.Manifests[0].Digest, Cancelled)).ShouldBeFalse();
    }

    private async Task PushAsync(string name, ILockHandle? held = null)
    {
        var cluster = Samples.Cluster() with { RegistryCa = registry.Certificates.CaPem };
        var platform = new PlatformImage(NodeArchitecture.Armv7, large.Image.Layout.Manifests[0].Digest, 1);
        var image = new ImageRecord { Name = name, InputHash = new string('0', 64), LayoutPath = large.Image.Folder, Platforms = [platform] };
        var pusher = new ImagePusher(registry.Sessions(wire.Through), new ReportRecorder(), new Redactor());
        await pusher.PushAsync(cluster, await pusher.PlanAsync(cluster, new ImageSet([image]), Cancelled), held ?? new HeldLockDouble(), Cancelled);
    }
}
