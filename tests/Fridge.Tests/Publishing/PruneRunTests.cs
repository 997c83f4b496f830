using Fridge.Images.Layouts;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;
using Fridge.Targets;
using Fridge.Tests.Engine;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary><c>./build.sh Prune</c> against Debian's registry with TLS: three nights of one image, the first of which is a release too.</summary>
[Trait("Suite", "ci")]
public sealed class PruneRunTests(LocalhostRegistry registry) : IClassFixture<LocalhostRegistry>, IDisposable
{
    private readonly ScratchFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RegistryAddress Address => RegistryAddress.Parse($"localhost:{registry.Port}/owner");

    [Fact]
    public async Task OldNights_Go_AndWhatIsUsedOrNamedStays()
    {
        using TinyImage first = New("first"), second = New("second"), third = New("third");
        await PushAsync(first, Night(1), "1.2.3");
        await PushAsync(second, Night(2));
        await PushAsync(third, Night(3));
        var before = (await registry.RequestsAsync(Token)).Length;

        (await PruneAsync("--check")).Out.ShouldContain($"delete owner/fridge-flink:{Night(2)}");
        (await registry.RequestsAsync(Token)).Skip(before).ShouldAllBe(request => request.StartsWith("GET "));
        (await PruneAsync()).Out.ShouldContain("deleted 1 images");

        (await registry.TagsAsync("owner/fridge-flink", Token)).Where(tag => !tag.StartsWith("sha256-", StringComparison.Ordinal)).Order().ShouldBe(["1.2.3", Night(1), Night(3)]);
        foreach (var (image, isThere) in new[] { (first, true), (second, false), (third, true) })
        {
            foreach (var manifest in image.Layout.Manifests)
                (await HasAsync(manifest.Digest)).ShouldBe(isThere);
        }

        (await PruneAsync()).Out.ShouldContain("unchanged");
    }

    [Theory]
    [InlineData("Prune --keep 3", "--registry ghcr.io/owner")]
    [InlineData("Prune --registry ghcr.io/owner", "--keep 14")]
    [InlineData("Prune --registry ghcr.io/owner --keep 0", "--keep 14")]
    public async Task WhatIsMissing_IsRefusedBeforeAnyEffect(string typed, string said)
    {
        var run = await EngineRun.OfAsync(new Build { Root = folder.Path }, typed);

        run.ExitCode.ShouldBe(2);
        string.Join(' ', (run.Out + run.Error).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain(said);
    }

    public void Dispose() => folder.Dispose();

    private static TinyImage New(string content) => new(content, ["linux/arm/v7", "linux/amd64"], attestation: false);

    private static string Night(int day) => $"{NightlyTag.Of(new DateTimeOffset(2026, 11, day, 3, 0, 0, TimeSpan.Zero), $"{day}".PadRight(12, '0'))}";

    private async Task<EngineRun> PruneAsync(string more = "")
    {
        var run = await EngineRun.OfAsync(
            new Build { Root = Support.Checkout.Root }, $"Prune --keep 1 --registry {Address} --registry-ca {registry.CaFile} --clusters clusters/virtual.yaml {more}");
        run.ExitCode.ShouldBe(0, run.Out + run.Error);
        return run;
    }

    private async Task PushAsync(TinyImage image, params string[] tags)
    {
        var publisher = new ImagePublisher(new OutsideRegistries(new RegistryLogins(new ProcessRunner(), new Redactor(), folder.Path)) { CaPem = File.ReadAllText(registry.CaFile) }, Address, new ReportRecorder());
        foreach (var tag in tags)
            await publisher.PushAsync([new PublishedImage(LayoutStore.Describe(ReleasedImagesTests.Planned("flink", new string('1', 64)), image.Layout), Address.Repository("flink"), tag)], Token);
    }

    private async Task<bool> HasAsync(string digest)
    {
        using var client = registry.Client();
        return await client.HasManifestAsync("owner/fridge-flink", digest, Token);
    }
}
