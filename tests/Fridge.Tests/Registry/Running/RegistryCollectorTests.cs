using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Nodes.Locks;
using Fridge.Registry.Certificates;
using Fridge.Registry.Collection;
using Fridge.Registry.Distribution;
using Fridge.Registry.Oci;
using Fridge.Registry.Running;
using Fridge.Testing;
using Fridge.Tests.Images;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Engines;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Running;

/// <summary>The registry's own image on this machine's engine, collected as on a manager, which is this machine.</summary>
[Trait("Suite", "ci")]
public sealed class RegistryCollectorTests : IAsyncLifetime
{
    private readonly string name = $"fridge-test-{Guid.NewGuid():N}"[..24];
    private readonly DirectoryInfo certificates = Directory.CreateTempSubdirectory("fridge-registry-");
    private readonly RegistryCertificates authority = RegistryCertificates.Create(TimeProvider.System, new Redactor());
    private readonly LocalNode node = new();
    private IDockerClient engine = null!;
    private CreateContainerParameters registry = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        engine = await LocalEngine.OpenAsync(Cancelled);
        var image = await BuiltImages.OneAsync("registry");
        var spec = new RegistrySpec(image, NodeArchitecture.Armv7, authority.CaPem);
        await File.WriteAllTextAsync(Path.Combine(certificates.FullName, "tls.crt"), authority.Server.Certificate, Cancelled);
        await File.WriteAllTextAsync(Path.Combine(certificates.FullName, "tls.key"), authority.Server.Key.Reveal(), Cancelled);
        var layout = OciLayout.Open(image.LayoutPath!);
        await using (var archive = DockerArchive.Open(layout, layout.For("linux/arm/v7"), spec.Tag))
            await engine.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, archive, new Progress<JSONMessage>(), Cancelled);
        await File.WriteAllTextAsync(Path.Combine(certificates.FullName, "clients.crt"), authority.Writer.Certificate, Cancelled);
        registry = spec.Writing();
        registry.Name = name;
        // On a network of its own, where the test reaches it beside whatever has the port on this machine.
        registry.HostConfig!.NetworkMode = "bridge";
        registry.Env = ["REGISTRY_HTTP_ADDR=:5001"];
        registry.HostConfig.Binds = [$"{certificates.FullName}:/etc/fridge/registry:ro", $"{certificates.FullName}:/etc/fridge/clients:ro", $"{name}:/var/lib/registry"];
        await engine.Containers.CreateContainerAsync(registry, Cancelled);
        await engine.Containers.StartContainerAsync(name, new ContainerStartParameters(), Cancelled);
    }

    [Fact]
    public async Task Collect_ForgetsFreesAndTheRegistryAnswersAgain()
    {
        using TinyImage used = new("used", ["linux/arm/v7"]), old = new("old", ["linux/arm/v7"]);
        foreach (var image in new[] { used, old })
            await PushAsync(image);
        await using var held = await TakeLockAsync();

        await new RegistryCollector(engine).CollectAsync(registry, [Manifest(old)], held, Cancelled);

        (await HasAsync(old)).ShouldBe((false, false));
        (await HasAsync(used)).ShouldBe((true, true));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Collect_WhoeverBeganItIsGone_TheRegistryAnswersAgain()
    {
        using TinyImage used = new("used", ["linux/arm/v7"]), old = new("old", ["linux/arm/v7"]);
        foreach (var image in new[] { used, old })
            await PushAsync(image);
        var held = await TakeLockAsync();
        using var death = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var collecting = new RegistryCollector(engine).CollectAsync(registry, [Manifest(old)], held, death.Token);
        await Eventually.BecomesAsync("the registry is away", Eventually.Limit, IsRunningAsync, runs => !runs, Cancelled, TimeSpan.FromMilliseconds(20));

        await death.CancelAsync();
        node.Started[0].Kill();

        await Should.ThrowAsync<OperationCanceledException>(collecting);
        await Eventually.BecomesAsync("the registry runs again", Eventually.Limit, IsRunningAsync, runs => runs, Cancelled);
        await using (await TakeLockAsync(wait: true))
        {
            (await HasAsync(old)).ShouldBe((false, false));
            (await HasAsync(used)).ShouldBe((true, true));
            await NothingIsLeftAsync();
        }

        await held.DisposeAsync();
    }

    [Fact]
    public async Task Collect_ThatFails_IsSaid_AndTheRegistryRuns()
    {
        await using var held = await TakeLockAsync();
        var broken = registry.Image;
        registry.Image = "busybox:none-such";
        try
        {
            await Should.ThrowAsync<FridgeException>(() => new RegistryCollector(engine).CollectAsync(registry, [], held, Cancelled));
        }
        finally
        {
            registry.Image = broken;
        }

        (await IsRunningAsync(Cancelled)).ShouldBeTrue();
    }

    [Fact]
    public async Task Remove_AContainerOfThatNameWithoutTheLabel_Stays()
    {
        var other = $"{name}-other";
        await engine.Containers.CreateContainerAsync(new CreateContainerParameters { Name = other, Image = registry.Image, Platform = registry.Platform }, Cancelled);
        try
        {
            (await Should.ThrowAsync<FridgeException>(() => RegistryContainers.RemoveAsync(engine, other, Cancelled))).Message.ShouldContain("Fridge didn't make");
            (await engine.Containers.InspectContainerAsync(other, Cancelled)).Name.ShouldBe($"/{other}");
        }
        finally
        {
            await engine.Containers.RemoveContainerAsync(other, new ContainerRemoveParameters { Force = true }, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RegistryContainers.RemoveAsync(engine, name, CancellationToken.None);
        await engine.Volumes.RemoveAsync(name, force: true, CancellationToken.None);
        engine.Dispose();
        certificates.Delete(recursive: true);
    }

    private async Task PushAsync(TinyImage image)
    {
        using var client = await OpenAsync();
        await new OciPush(client).RunAsync(new OciPushPlan { Layout = image.Layout, Repository = "flink" }, new ReportRecorder(), Cancelled);
    }

    private static StoredManifest Manifest(TinyImage image) => new("flink", image.Layout.Manifests[0].Digest);

    private async Task<(bool Manifest, bool Layer)> HasAsync(TinyImage image)
    {
        using var client = await OpenAsync();
        var manifest = image.Layout.Manifests[0];
        return (await client.HasManifestAsync("flink", manifest.Digest, Cancelled), await client.HasBlobAsync("flink", manifest.Layers[0].Digest, Cancelled));
    }

    private Task<ILockHandle> TakeLockAsync(bool wait = false) =>
        new ClusterLock(node, TimeProvider.System, new ReportRecorder()) { Folder = Path.Combine(certificates.FullName, "run"), Again = TimeSpan.FromMilliseconds(100) }
            .AcquireAsync("pico", "pico-0", new LockHolder("ann", "laptop", "Deploy"), wait, Cancelled);

    private async Task<bool> IsRunningAsync(CancellationToken cancellationToken) =>
        (await engine.Containers.InspectContainerAsync(name, cancellationToken)).State!.Running;

    private async Task NothingIsLeftAsync()
    {
        var left = await engine.Containers.ListContainersAsync(new ContainersListParameters { All = true }, Cancelled);
        left.ShouldNotContain(container => container.Names!.Contains($"/{name}-collect"));
    }

    private async Task<OciRegistryClient> OpenAsync()
    {
        var container = await engine.Containers.InspectContainerAsync(name, Cancelled);
        var address = new IPEndPoint(IPAddress.Parse(container.NetworkSettings!.Networks!.Values.First().IPAddress!), 5001);
        return new OciRegistryClient(new RegistryConnection(WellKnown.Registry)
        {
            Dial = (_, token) => Dial.WhenItListensAsync(address, Eventually.Limit, token),
            CaPem = authority.CaPem,
            Identity = authority.Writer,
        });
    }
}
