using Fridge.Manifests.Swarm;
using Fridge.Model;
using Fridge.Tests.Model;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Swarm;

/// <summary>Docker's own reader of stacks as the judge; it asks no engine.</summary>
[Trait("Suite", "ci")]
public sealed class DockerLoaderTests
{
    [Theory]
    [MemberData(nameof(ReadyClusterTests.AllFiles), MemberType = typeof(ReadyClusterTests))]
    public async Task EveryReadyFile_IsReadByDockerItself(string file)
    {
        var release = await ReadyClusters.RenderAsync(ReadyClusters.Swarm, ReadyClusters.Load(file).As(Orchestrator.Swarm));

        var result = await LoadAsync(release.Compose());

        result.ExitCode.ShouldBe(0, result.StandardError);
        release.Workloads.ShouldAllBe(workload => result.StandardOutput.Contains($"\n  {workload.Name}:\n"));
    }

    /// <summary>That it judges at all.</summary>
    [Fact]
    public async Task AFieldThatIsNone_IsRefused()
    {
        var result = await LoadAsync("version: \"3.8\"\nservices: {a: {image: x, replicsa: 2}}\n");

        result.ExitCode.ShouldNotBe(0);
        result.StandardError.ShouldContain("replicsa");
    }

    private static async Task<ProcessResult> LoadAsync(string stack)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, stack, TestContext.Current.CancellationToken);
            return await new ProcessRunner().TryRunAsync(
                new CommandLine("docker", "stack", "config", "-c", file) { TimeLimit = TimeSpan.FromMinutes(1) }, cancellationToken: TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
