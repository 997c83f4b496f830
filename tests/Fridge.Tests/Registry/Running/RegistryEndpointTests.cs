using Fridge.Registry.Certificates;
using Fridge.Registry.Collection;
using Fridge.Registry.Distribution;
using Fridge.Registry.Running;
using Fridge.Tests.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Running;

/// <summary>Who may do what at the cluster's registry, against Debian's docker-registry with the configurations of the image.</summary>
[Trait("Suite", "ci")]
public sealed class RegistryEndpointTests(TwoDoors registry) : IClassFixture<TwoDoors>
{
    private readonly string repository = $"doors-{Guid.NewGuid():N}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Doors => ["reading", "writing"];

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Any_WithoutACertificate_IsRefused(string door) => await IsRefusedAsync(Door(door), identity: null);

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Any_WithACertificateOfAnotherCluster_IsRefused(string door) =>
        await IsRefusedAsync(Door(door), RegistryCertificates.Create(TimeProvider.System, new Redactor()).Writer);

    [Fact]
    public async Task Node_AtItsDoor_ReadsAndNeitherPushesNorDeletes()
    {
        using TinyImage image = new($"there {repository}", ["linux/arm/v7"]), other = new($"other {repository}", ["linux/arm/v7"]);
        await PushAsync(registry.Client(), image);
        using var node = registry.Client(RegistryEndpoint.Reading, registry.Node);
        var manifest = image.Layout.Manifests[0];

        (await node.FindManifestAsync(repository, manifest.Digest, Cancelled)).ShouldNotBeNull();
        (await node.HasBlobAsync(repository, manifest.Layers[0].Digest, Cancelled)).ShouldBeTrue();
        (await node.TagsAsync(repository, Cancelled)).ShouldNotBeEmpty();
        (await Should.ThrowAsync<FridgeException>(() => PushAsync(registry.Client(RegistryEndpoint.Reading, registry.Node), other))).Message.ShouldContain("HTTP 405");
        (await Should.ThrowAsync<FridgeException>(() => node.TagAsync(repository, manifest.Digest, "mine", Cancelled))).Message.ShouldContain("HTTP 405");
        (await Should.ThrowAsync<FridgeException>(() => node.DeleteManifestAsync(repository, manifest.Digest, Cancelled))).Message.ShouldContain("HTTP 405");
        (await node.HasManifestAsync(repository, manifest.Digest, Cancelled)).ShouldBeTrue();
    }

    /// <summary>Signed by the same CA: its door takes one certificate alone.</summary>
    [Fact]
    public async Task Node_AtTheWritersDoor_IsRefused() => await IsRefusedAsync(RegistryEndpoint.Writing, registry.Node);

    [Fact]
    public async Task Writer_WhoReadsAtTheNodesDoor_WritesNothingThere()
    {
        using var image = new TinyImage($"writer {repository}", ["linux/arm/v7"]);

        (await Should.ThrowAsync<FridgeException>(() => PushAsync(registry.Client(RegistryEndpoint.Reading, registry.Certificates.Writer), image))).Message.ShouldContain("HTTP 405");
    }

    /// <summary>The reading process remembers nothing of what the other changes behind its back.</summary>
    [Fact]
    public async Task What_is_written_or_collected_shows_at_the_nodes_door_at_once()
    {
        using var image = new TinyImage($"at once {repository}", ["linux/arm/v7"]);
        using var node = registry.Client(RegistryEndpoint.Reading, registry.Node);
        var manifest = image.Layout.Manifests[0];
        (await node.HasManifestAsync(repository, manifest.Digest, Cancelled)).ShouldBeFalse();

        await PushAsync(registry.Client(), image);
        (await node.HasManifestAsync(repository, manifest.Digest, Cancelled)).ShouldBeTrue();
        (await node.HasBlobAsync(repository, manifest.Layers[0].Digest, Cancelled)).ShouldBeTrue();

        await new ProcessRunner().RunAsync(
            new CommandLine("sh", "-ec", RegistryCollector.Forget($"{registry.Data}", [new StoredManifest(repository, manifest.Digest)]).Reveal()), cancellationToken: Cancelled);
        Directory.Delete(Path.Combine(registry.Data, "docker/registry/v2/repositories", repository, "_layers"), recursive: true);
        (await node.HasManifestAsync(repository, manifest.Digest, Cancelled)).ShouldBeFalse();
        (await node.HasBlobAsync(repository, manifest.Layers[0].Digest, Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task Both_doors_answer_whoever_has_the_files_of_the_managers_root()
    {
        await using var sessions = registry.Sessions();
        var manager = await sessions.OpenAsync("pico-0", Cancelled);
        var writer = await StoredPair.WriterAsync(manager, new Redactor(), Cancelled);

        await new RegistryHealth(TimeProvider.System).AwaitAsync(manager, registry.Certificates.CaPem, writer, Cancelled);
    }

    private static RegistryEndpoint Door(string name) => name == "reading" ? RegistryEndpoint.Reading : RegistryEndpoint.Writing;

    private async Task IsRefusedAsync(RegistryEndpoint door, CertificatePair? identity)
    {
        using var client = registry.Client(door, identity);

        (await Should.ThrowAsync<FridgeException>(() => client.RepositoriesAsync(Cancelled))).Message.ShouldBe("The registry registry.fridge:5000 asks for a certificate signed by its CA, and accepted none.");
    }

    private async Task PushAsync(OciRegistryClient client, TinyImage image)
    {
        using (client)
            await new OciPush(client).RunAsync(new OciPushPlan { Layout = image.Layout, Repository = repository }, new ReportRecorder(), Cancelled);
    }
}
