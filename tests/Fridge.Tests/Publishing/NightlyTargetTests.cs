using Fridge.Targets;
using Fridge.Tests.Engine;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary><c>./build.sh Nightly</c> as a person types it, up to where it would do something.</summary>
public sealed class NightlyTargetTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    [Theory]
    [InlineData("Nightly", "--registry ghcr.io/owner")]
    [InlineData("Nightly --registry ghcr.io/ada --report github", "FRIDGE_GITHUB_TOKEN")]
    [InlineData("Nightly --registry ghcr.io/ada --report github-pull-request", "pull-requests: write")]
    [InlineData("Nightly --registry ghcr.io/ada --report mail", "nowhere, github, github-pull-request")]
    [InlineData("Nightly --registry ghcr.io/ada --release v1.2.3", "leave --release out")]
    [InlineData("Nightly --registry ghcr.io/ada --registry-user ada", "FRIDGE_REGISTRY_PASSWORD")]
    [InlineData("Nightly Release --registry ghcr.io/ada", "must be the only target")]
    public async Task WhatIsMissingOrWrong_IsRefusedBeforeAnyEffect(string typed, string said)
    {
        var run = await EngineRun.OfAsync(new Build { Root = folder.Path }, typed);

        run.ExitCode.ShouldBe(2, run.Out + run.Error);
        string.Join(' ', (run.Out + run.Error).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain(said);
        Directory.Exists(folder["artifacts"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("--deploy", true)]
    public async Task Deploy_FollowsWhereItIsAskedFor(string more, bool follows)
    {
        var run = await EngineRun.OfAsync(new Build { Root = Support.Checkout.Root }, $"Nightly --registry ghcr.io/ada --cluster {Support.Checkout.File("clusters", "virtual.yaml")} --plan {more}");

        run.ExitCode.ShouldBe(0, run.Out + run.Error);
        run.Out.Contains("Deploy (triggered by Nightly").ShouldBe(follows);
        run.Out.Contains("Rollout").ShouldBe(follows);
    }

    public void Dispose() => folder.Dispose();
}
