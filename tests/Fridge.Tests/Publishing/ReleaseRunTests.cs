using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fridge.Publishing.Contents;
using Fridge.Targets;
using Fridge.Tests.Engine;
using Fridge.Tests.Images.Records;
using Fridge.Tests.Support;
using Fridge.Tooling.Bills;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>
/// A whole release of a clean clone, for one cluster and one platform: images by the local engine (or from this machine's cache of them),
/// Debian's registry with TLS, GitHub's API by <see cref="GitHubDouble"/>.
/// </summary>
[Trait("Suite", "ci")]
public sealed class ReleaseRunTests(LocalhostRegistry registry, GitHubDouble github) : IClassFixture<LocalhostRegistry>, IClassFixture<GitHubDouble>, IDisposable
{
    private readonly CleanClone clone = new();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ATag_BecomesARelease_WithImagesManifestsAndFiles_Once()
    {
        await clone.MakeAsync(Token);
        await clone.GitAsync(Token, "tag", "v0.1.0");

        var checkedOnly = await ReleaseAsync("--check");
        checkedOnly.ExitCode.ShouldBe(0, checkedOnly.Out + checkedOnly.Error);
        (await DigestAsync("flink")).ShouldBeNull("--check changes nothing");
        github.Releases.ShouldBeEmpty();

        var run = await ReleaseAsync();
        run.ExitCode.ShouldBe(0, run.Out + run.Error);
        var document = ReleaseDocument.Read(Asset(ReleaseDocument.FileName), "the release");
        await ShouldHoldTheImagesAsync(document);
        ShouldHoldTheFiles();
        await ShouldHaveTheDigestsOfItsBillsAsync();
        Stack().ShouldContain(document.Images.Single(image => image.Name == "job-taxi").Platforms.Single().Digest);

        github.Asked.Clear();
        var again = await ReleaseAsync();
        again.ExitCode.ShouldBe(0, again.Out + again.Error);
        again.Out.ShouldContain("unchanged");
        github.Asked.ShouldAllBe(line => line.StartsWith("GET", StringComparison.Ordinal));
        ShouldSayNoToken(checkedOnly, run, again);
    }

    public void Dispose()
    {
        key.Dispose();
        clone.Dispose();
    }

    private Task<EngineRun> ReleaseAsync(string more = "") => EngineRun.OfAsync(
        new Build { Root = clone.Folder },
        $"Release --tag v0.1.0 --registry localhost:{registry.Port}/owner --registry-ca {registry.CaFile} --repository ada/fridge --api {github.Api} --clusters clusters/virtual.yaml --platforms armv7 --no-programs --no-rebuild --yes {more}",
        new() { ["FRIDGE_GITHUB_TOKEN"] = GitHubDouble.Token, ["FRIDGE_SIGN_KEY"] = key.ExportPkcs8PrivateKeyPem() });

    private async Task ShouldHoldTheImagesAsync(ReleaseDocument document)
    {
        document.Images.Select(image => image.Name).ShouldBe(["flink", "registry", "job-taxi"]);
        foreach (var image in document.Images)
        {
            (await DigestAsync(image.Name)).ShouldBe(image.Digest);
            image.Platforms.Select(platform => platform.Platform).ShouldBe(["linux/arm/v7"]);
            (await registry.TagsAsync(image.Repository, Token)).ShouldContain($"{image.Digest.Replace(':', '-')}.sig");
        }
    }

    /// <summary>Each sum is made anew of what GitHub has.</summary>
    private void ShouldHoldTheFiles()
    {
        var release = github.Releases.Single();
        release.Draft.ShouldBeFalse();
        var sums = Encoding.UTF8.GetString(Asset(ReleaseContents.Checksums)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        sums.Order().ShouldBe(release.Assets.Where(asset => asset.Name is not (ReleaseContents.Checksums or ReleaseContents.Signature)).Select(asset => $"{new Asset(asset.Name, asset.Content).Sha256}  {asset.Name}").Order());
        release.Assets.Select(asset => asset.Name).ShouldBe(
        [
            "release.json", "fridge-0.1.0-manifests.tar.gz", .. new[] { "flink", "job-taxi", "registry" }.SelectMany(image => new[] { $"{image}-0.1.0-sbom-armhf.cdx.json", $"{image}-0.1.0-sbom-armhf.spdx.json" }),
            "provenance.intoto.json", "SHA256SUMS", "SHA256SUMS.sig",
        ], ignoreOrder: true);
        release.Body.ShouldContain("## ");
        ShouldFitTheirSchemas(release.Assets);
    }

    /// <summary>Of the layers that the registry has of each image.</summary>
    private async Task ShouldHaveTheDigestsOfItsBillsAsync()
    {
        using var client = registry.Client();
        foreach (var image in new[] { "flink", "job-taxi", "registry" })
        {
            var manifest = (await client.FindManifestAsync($"owner/fridge-{image}", "0.1.0", Token)).ShouldNotBeNull();
            var layers = JsonNode.Parse(await File.ReadAllBytesAsync(registry.BlobPath(manifest.Digest), Token))!["layers"]!.AsArray().Select(layer => registry.BlobPath((string)layer!["digest"]!));
            await BillDigests.ShouldBeThoseOfAsync(BillOfMaterials.Read(Encoding.UTF8.GetString(Asset($"{image}-0.1.0-sbom-armhf.cdx.json"))), layers, Token);
        }
    }

    private static void ShouldFitTheirSchemas(IEnumerable<GitHubDouble.HeldAsset> assets)
    {
        foreach (var asset in assets.Where(asset => asset.Name.Contains("-sbom-", StringComparison.Ordinal)))
            (asset.Name.EndsWith(".spdx.json", StringComparison.Ordinal) ? PublishedSchema.Spdx : PublishedSchema.CycloneDx).Refusals(Encoding.UTF8.GetString(asset.Content)).ShouldBeEmpty(asset.Name);
    }

    private string Stack()
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(Asset("fridge-0.1.0-manifests.tar.gz")), CompressionMode.Decompress));
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.Name == "virtual/swarm/stack.yaml")
                return new StreamReader(entry.DataStream!).ReadToEnd();
        }

        throw new InvalidOperationException("the bundle has no virtual/swarm/stack.yaml");
    }

    private void ShouldSayNoToken(params EngineRun[] runs)
    {
        github.Leaks.ShouldBeEmpty();
        runs.ShouldAllBe(run => !(run.Out + run.Error + run.Events).Contains(GitHubDouble.Token));
        runs.ShouldAllBe(run => !(run.Out + run.Error + run.Events).Contains(key.ExportPkcs8PrivateKeyPem().Split('\n')[1]));
        foreach (var file in Directory.EnumerateFiles(clone.File("artifacts"), "*", SearchOption.AllDirectories))
            File.ReadAllText(file).ShouldNotContain(GitHubDouble.Token, Case.Sensitive, file);
    }

    private byte[] Asset(string name) => github.Releases.Single().Assets.Single(asset => asset.Name == name).Content;

    private async Task<string?> DigestAsync(string image)
    {
        using var client = registry.Client();
        return (await client.FindManifestAsync($"owner/fridge-{image}", "0.1.0", Token))?.Digest;
    }
}
