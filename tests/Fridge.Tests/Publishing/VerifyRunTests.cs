using Fridge.Publishing.Contents;
using Fridge.Targets;
using Fridge.Tests.Engine;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>A release of a clean clone, for one cluster and one platform, and its images built anew by the local engine; Debian's registry with TLS.</summary>
[Trait("Suite", "release")]
public sealed class VerifyRunTests(LocalhostRegistry registry) : IClassFixture<LocalhostRegistry>, IDisposable
{
    private readonly CleanClone clone = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Document => clone.File("artifacts", "release", ReleaseDocument.FileName);

    [Fact]
    public async Task AReleasesImages_BuiltAnew_AreTheSame()
    {
        await clone.MakeAsync(Token);
        await clone.GitAsync(Token, "tag", "v0.1.0");
        var released = await RunAsync($"Release --tag v0.1.0 --local --registry localhost:{registry.Port}/owner --registry-ca {registry.CaFile} --repository ada/fridge --clusters clusters/virtual.yaml --platforms armv7 --no-programs --yes");
        released.ExitCode.ShouldBe(0, released.Out + released.Error);
        released.Out.ShouldContain("3 of 3 came out the same twice");

        var verified = await RunAsync($"Verify --release {Document} --yes");
        verified.ExitCode.ShouldBe(0, verified.Out + verified.Error);
        verified.Out.ShouldContain("3 images are as released");

        var document = ReleaseDocument.Read(await File.ReadAllBytesAsync(Document, Token), Document);
        await File.WriteAllBytesAsync(Document, (document with { Commit = SampleRelease.Commit }).ToBytes(), Token);
        var other = await RunAsync($"Verify --release {Document} --yes");
        other.ExitCode.ShouldBe(2);
        other.Out.ShouldContain($"git checkout {SampleRelease.Commit}");
    }

    public void Dispose() => clone.Dispose();

    private Task<EngineRun> RunAsync(string arguments) => EngineRun.OfAsync(new Build { Root = clone.Folder }, arguments);
}
