using Fridge.Targets;
using Fridge.Tests.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary><c>./build.sh Release</c> as a person types it, up to where it would do something.</summary>
public sealed class ReleaseTargetTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    [Theory]
    [InlineData("Release --registry ghcr.io/ada --local", "--tag v1.2.3")]
    [InlineData("Release --tag v1.2.3 --local", "--registry ghcr.io/owner")]
    [InlineData("Release --tag 1.2.3 --registry ghcr.io/ada --local", "1.2.3 is not v and a semantic version (semver.org)")]
    [InlineData("Release --tag v1.2.3+4 --registry ghcr.io/ada --local", "metadata")]
    [InlineData("Release --tag v1.2.3 --registry https://ghcr.io/ada --local", "without https://")]
    [InlineData("Release --tag v1.2.3 --registry ghcr.io/ada", "FRIDGE_GITHUB_TOKEN")]
    [InlineData("Release --tag v1.2.3 --registry ghcr.io/ada --local --registry-user ada", "FRIDGE_REGISTRY_PASSWORD")]
    [InlineData("Release --tag v1.2.3 --registry ghcr.io/ada --local --no-rebuild --allow-differences", "leave one of them out")]
    [InlineData("Release --tag v1.2.3 --registry ghcr.io/ada --local --registry-ca nowhere.pem", "--registry-ca")]
    [InlineData("Release --tag v1.2.3 --registry ghcr.io/ada --local", "is not a git checkout")]
    public async Task WhatIsMissingOrWrong_IsRefusedBeforeAnyEffect(string typed, string said)
    {
        var run = await EngineRun.OfAsync(new Build { Root = folder.Path }, typed);

        run.ExitCode.ShouldBe(2, run.Out + run.Error);
        string.Join(' ', (run.Out + run.Error).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain(said);
        Directory.Exists(folder["artifacts/release"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Images --key cosign.pub", "--key works only with --release")]
    [InlineData("Images --release release.json --key nowhere.pub", "nowhere.pub does not contain an ECDSA public key")]
    [InlineData("Release --tag v1.2.3 --registry ghcr.io/ada --local", "The signing key is not an ECDSA private key")]
    [InlineData("Nightly --registry ghcr.io/ada", "The signing key is not an ECDSA private key")]
    public async Task AKeyThatIsNone_IsRefusedBeforeAnyEffect(string typed, string said)
    {
        var run = await EngineRun.OfAsync(new Build { Root = Support.Checkout.Root }, typed, new() { ["FRIDGE_SIGN_KEY"] = "planted4Kx7unseen" });

        run.ExitCode.ShouldBe(2, run.Out + run.Error);
        string.Join(' ', (run.Out + run.Error).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain(said);
        (run.Out + run.Error + run.Events).ShouldNotContain("planted4Kx7");
    }

    [Fact]
    public async Task ATokenOnTheCommandLine_IsRefused()
    {
        var run = await EngineRun.OfAsync(new Build { Root = folder.Path }, "Release --tag v1.2.3 --registry ghcr.io/ada --github-token ghp_planted4Kx7unseen");

        run.ExitCode.ShouldBe(2);
        (run.Out + run.Error + run.Events).ShouldNotContain("planted4Kx7");
    }

    public void Dispose() => folder.Dispose();
}
