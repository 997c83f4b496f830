using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Registry.Certificates;
using Fridge.Registry.Collection;
using Fridge.Registry.Distribution;
using Fridge.Registry.Oci;
using Fridge.Registry.Running;
using Fridge.Testing;
using Fridge.Tests.Images;
using Fridge.Tests.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tests.Tooling;
using Fridge.Tooling.Engines;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Running;

/// <summary>The registry's own image on this machine's engine, collected as on a manager.</summary>
[Trait("Suite", "ci")]
public sealed class RegistryCollectorTests : IAsyncLifetime
{
    private readonly string name = $"fridge-test-{Guid.NewGuid():N}"[..24];
    private readonly DirectoryInfo certificates = Directory.CreateTempSubdirectory("fridge-registry-");
    private readonly RegistryCertificates authority = RegistryCertificates.Create(TimeProvider.System, new Redactor());
    private IDockerClient engine = null!;
    private CreateContainerParameters registry = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        engine = await LocalEngine.OpenAsync(Cancelled);
        var image = await BuiltImages.OneAsync("registry");
        var spec = new RegistrySpec(image, NodeArchitecture.Armv7, authority.CaPem);
        await File.WriteAllTextAsync(Path.Combine(certificates.FullName, "tls.crt"), authority.CertificatePem, Cancelled);
        await File.WriteAllTextAsync(Path.Combine(certificates.FullName, "tls.key"), authority.Key.Reveal(), Cancelled);
        var layout = OciLayout.Open(image.LayoutPath!);
        await using (var archive = DockerArchive.Open(layout, layout.For("linux/arm/v7"), spec.Tag))
            await engine.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, archive, new Progress<JSONMessage>(), Cancelled);
        registry = spec.Container();
        registry.Name = name;
        registry.HostConfig!.PortBindings = new Dictionary<string, IList<PortBinding>>();
        registry.HostConfig.Binds = [$"{certificates.FullName}:/etc/fridge/registry:ro", $"{name}:/var/lib/registry"];
        await engine.Containers.CreateContainerAsync(registry, Cancelled);
        await engine.Containers.StartContainerAsync(name, new ContainerStartParameters(), Cancelled);
    }

    [Fact]
    public async Task Collect_AfterADeletion_FreesTheBlobsAndTheRegistryAnswersAgain()
    {
        using TinyImage used = new("used", ["linux/arm/v7"]), old = new("old", ["linux/arm/v7"]);
        foreach (var image in new[] { used, old })
            await PushAsync(image);
        using (var client = await OpenAsync())
            await client.DeleteManifestAsync("flink", old.Layout.Manifests[0].Digest, Cancelled);

        await new RegistryCollector(engine).CollectAsync(registry, Cancelled);

        (await HasLayerAsync(old)).ShouldBeFalse();
        (await HasLayerAsync(used)).ShouldBeTrue();
        var left = await engine.Containers.ListContainersAsync(new ContainersListParameters { All = true }, Cancelled);
        left.ShouldNotContain(container => container.Names!.Contains($"/{name}-collect"));
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
        await new OciPush(client).RunAsync(new OciPushPlan { Layout = image.Layout, Repository = "flink" }, new SilentReport(), Cancelled);
    }

    private async Task<bool> HasLayerAsync(TinyImage image)
    {
        using var client = await OpenAsync();
        return await client.HasBlobAsync("flink", image.Layout.Manifests[0].Layers[0].Digest, Cancelled);
    }

    private async Task<OciRegistryClient> OpenAsync()
    {
        var container = await engine.Containers.InspectContainerAsync(name, Cancelled);
        var address = new IPEndPoint(IPAddress.Parse(container.NetworkSettings!.Networks!.Values.First().IPAddress!), 5000);
        return new OciRegistryClient(new RegistryConnection(WellKnown.Registry)
        {
            Dial = (_, token) => Dial.WhenItListensAsync(address, Eventually.Limit, token),
            CaPem = authority.CaPem,
        });
    }
}
