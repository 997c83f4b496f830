using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Fridge.Publishing.Contents;
using Fridge.Tests.Engine;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

public sealed class ReleaseContentsTests
{
    private static ReleaseContents Contents => SampleRelease.Contents;

    [Fact]
    public void Of_TheSameParts_GiveTheSameBytes()
    {
        var again = ReleaseContents.Of(SampleRelease.Parts);

        again.Assets.Select(asset => (asset.Name, asset.Sha256)).ShouldBe(Contents.Assets.Select(asset => (asset.Name, asset.Sha256)));
        again.Notes.ShouldBe(Contents.Notes);
    }

    [Fact]
    public void Checksums_AreOfEveryOtherFile_AsSha256sumWritesThem() =>
        Text(ReleaseContents.Checksums).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(Contents.Assets.Where(asset => asset.Name != ReleaseContents.Checksums).Select(asset => $"{asset.Sha256}  {asset.Name}"));

    [Fact]
    public void Document_ReadBack_IsWhatWasWritten()
    {
        var read = ReleaseDocument.Read(Asset(ReleaseDocument.FileName).Content.Span, "here");

        read.ToBytes().ShouldBe(SampleRelease.Document.ToBytes());
        read.Images.Single().Platforms.Single().Digest.ShouldBe(SampleRelease.Digest('b'));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"schema": 1}""")]
    [InlineData("""{"schema": 1, "tag": null, "commit": "", "repository": "", "registry": "", "platforms": [], "images": [], "clusters": []}""")]
    public void Document_ThatIsNone_IsASentence(string json) =>
        Should.Throw<FridgeException>(() => ReleaseDocument.Read(Encoding.UTF8.GetBytes(json), "release.json")).WrongUse.ShouldBeTrue();

    [Fact]
    public void Document_OfANewerForm_IsRefused()
    {
        var newer = (SampleRelease.Document with { Version = 2 }).ToBytes();

        Should.Throw<FridgeException>(() => ReleaseDocument.Read(newer, "release.json")).Message.ShouldBe("release.json has the form 2; this version of Fridge reads 1.");
    }

    [Fact]
    public void Bundle_HasEachManifest_WithTheCommitsTime()
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(Asset("fridge-1.1.0-manifests.tar.gz").Content.ToArray()), CompressionMode.Decompress));

        var first = tar.GetNextEntry(copyData: true)!;
        first.Name.ShouldBe("virtual/kubernetes/all.yaml");
        first.ModificationTime.ShouldBe(SampleRelease.Parts.Source.Made);
        tar.GetNextEntry()!.Name.ShouldBe("virtual/swarm/stack.yaml");
        tar.GetNextEntry().ShouldBeNull();
    }

    /// <summary>in-toto's statement and SLSA's provenance, each member by its published name.</summary>
    [Fact]
    public void Provenance_NamesEachImageAndFile_TheCommit_AndWhatWentIn()
    {
        using var document = JsonDocument.Parse(Asset(Provenance.FileName).Content);
        var root = document.RootElement;

        root.GetProperty("_type").GetString().ShouldBe("https://in-toto.io/Statement/v1");
        root.GetProperty("predicateType").GetString().ShouldBe("https://slsa.dev/provenance/v1");
        root.GetProperty("subject").EnumerateArray().Select(subject => $"{subject.GetProperty("name")} {subject.GetProperty("digest").GetProperty("sha256")}").ShouldBe(
        [
            $"ghcr.io/ada/fridge-flink {new string('a', 64)}",
            .. Contents.Assets.Where(asset => asset.Name is not (Provenance.FileName or ReleaseContents.Checksums)).Select(asset => $"{asset.Name} {asset.Sha256}"),
        ]);
        var built = root.GetProperty("predicate").GetProperty("buildDefinition");
        var sources = built.GetProperty("resolvedDependencies").EnumerateArray().Single();
        sources.GetProperty("uri").GetString().ShouldBe("git+https://github.com/ada/fridge@refs/tags/v1.1.0");
        sources.GetProperty("digest").GetProperty("gitCommit").GetString().ShouldBe(SampleRelease.Commit);
        built.GetProperty("internalParameters").GetProperty("inputHashes").GetProperty("ada/fridge-flink:1.1.0").GetString().ShouldBe("1f");
        root.GetProperty("predicate").GetProperty("runDetails").GetProperty("builder").GetProperty("id").GetString().ShouldBe("https://fridge.dev/builder/local");
    }

    [Fact]
    public void Builder_OnGitHub_IsTheWorkflowAndItsRun()
    {
        var said = new Dictionary<string, string>
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_SERVER_URL"] = "https://github.com",
            ["GITHUB_REPOSITORY"] = "ada/fridge",
            ["GITHUB_RUN_ID"] = "7",
            ["GITHUB_RUN_ATTEMPT"] = "2",
            ["GITHUB_WORKFLOW_REF"] = "ada/fridge/.github/workflows/release.yml@refs/tags/v1.1.0",
        };

        Builder.Of(said.GetValueOrDefault).ShouldBe(new Builder(
            "https://github.com/ada/fridge/.github/workflows/release.yml@refs/tags/v1.1.0", "https://github.com/ada/fridge/actions/runs/7/attempts/2"));
    }

    [Fact]
    public async Task Write_AFolderOfAnotherRelease_HoldsThisOneAlone()
    {
        using var folder = new ScratchFolder();
        folder.Write("release/of-another-day.txt", "x");
        var token = TestContext.Current.CancellationToken;

        await Contents.WriteAsync(folder["release"], token);

        (await Contents.IsWrittenAsync(folder["release"], token)).ShouldBeTrue();
        Directory.EnumerateFiles(folder["release"]).Select(Path.GetFileName).Order().ShouldBe(Contents.Assets.Select(asset => asset.Name).Append("NOTES.md").Order());
        folder.Write($"release/{ReleaseContents.Checksums}", "changed");
        (await Contents.IsWrittenAsync(folder["release"], token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Programs_AreFilesThatRun_NamedInProvenance_AndInTheNotes()
    {
        using var folder = new ScratchFolder();
        var contents = ReleaseContents.Of(SampleRelease.Parts with { Programs = [new Asset("fridge-1.1.0-linux-arm64", new byte[] { 1, 2 }) { IsExecutable = true }] });

        await contents.WriteAsync(folder["release"], TestContext.Current.CancellationToken);

        File.GetUnixFileMode(folder["release/fridge-1.1.0-linux-arm64"]).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        File.GetUnixFileMode(folder["release/release.json"]).HasFlag(UnixFileMode.UserExecute).ShouldBeFalse();
        Encoding.UTF8.GetString(contents.Assets.Single(asset => asset.Name == Provenance.FileName).Content.Span).ShouldContain("fridge-1.1.0-linux-arm64");
        contents.Notes.ShouldContain("./fridge-1.1.0-linux-arm64 Deploy --release v1.1.0");
    }

    [Fact]
    public void Notes_NameTheImagesByDigest_AndHowToDeploy()
    {
        Contents.Notes.ShouldContain($"- `ghcr.io/ada/fridge-flink:1.1.0@{SampleRelease.Digest('a')}`\n");
        Contents.Notes.ShouldContain("./build.sh Deploy --release v1.1.0");
    }

    private static Asset Asset(string name) => Contents.Assets.Single(asset => asset.Name == name);

    private static string Text(string name) => Encoding.UTF8.GetString(Asset(name).Content.Span);
}
