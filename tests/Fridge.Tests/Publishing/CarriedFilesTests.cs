using Fridge.Publishing.Contents;
using Fridge.Publishing.Programs;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>What a release's program has of its checkout: of this one, as git has it.</summary>
public sealed class CarriedFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_ACheckout_HasWhatAClusterIsDeployedFrom_AndNoSources()
    {
        var paths = (await ReadAsync()).Files.Select(file => file.Path).ToList();

        paths.ShouldContain("clusters/virtual.yaml");
        paths.ShouldContain("images/flink/Dockerfile");
        paths.ShouldContain("images/flink/packages.lock");
        paths.ShouldContain("manifests/templates/swarm/jobmanager.yaml");
        paths.ShouldContain("workloads/taxi/src/fridge/taxi/Ride.java");
        paths.ShouldContain(".nuke/parameters.json");
        paths.ShouldNotContain(path => path.EndsWith(".cs") || path.EndsWith(".csproj") || path.StartsWith("tests/") || path.StartsWith("build/"));
    }

    [Fact]
    public async Task ReadAsync_AFileThatRuns_IsExecutable()
    {
        var files = (await ReadAsync()).Files;

        files.Single(file => file.Path == "images/virtual-pi/setup").IsExecutable.ShouldBeTrue();
        files.Single(file => file.Path == "images/flink/Dockerfile").IsExecutable.ShouldBeFalse();
    }

    [Fact]
    public async Task Archive_OfTheSameFiles_GiveTheSameBytes()
    {
        var carried = (await ReadAsync()).With(ReleaseContents.Carried(SampleRelease.Parts));

        (await ReadAsync()).With(ReleaseContents.Carried(SampleRelease.Parts)).Hash.ShouldBe(carried.Hash);
        carried.Hash.ShouldNotBe((await ReadAsync()).Hash, "the release is part of it");
    }

    internal static Task<CarriedFiles> ReadAsync() => CarriedFiles.ReadAsync(new ProcessRunner(), Support.Checkout.Root, SampleRelease.Parts.Source.Made, Token);
}
