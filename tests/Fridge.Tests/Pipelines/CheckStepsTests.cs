using System.Collections.Immutable;
using Fridge.Tests.Engine;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Pipelines;

/// <summary>
/// The scripts of <c>check.yml</c>'s first job by <see cref="StepRunner"/>. Of the tests a few alone run (<c>FRIDGE_FILTER</c>), since the whole suite is
/// beside this one.
/// </summary>
[Trait("Suite", "ci")]
public sealed class CheckStepsTests : IDisposable
{
    private const string Few = nameof(WorkflowFilesTests);

    private readonly ScratchFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Clone => folder["clone"];

    [Fact]
    public async Task Fast_EachStepInOrder_InACleanClone_EndsWith0()
    {
        await new ProcessRunner().RunAsync(new CommandLine("git", "clone", "--quiet", "--no-hardlinks", Support.Checkout.Root, Clone), cancellationToken: Token);
        var runner = new StepRunner(folder, Clone) { Environment = ImmutableDictionary<string, string?>.Empty.Add("FRIDGE_FILTER", Few) };

        var scripts = await runner.RunAsync("check.yml", "fast", Token);

        scripts.Select(script => script.Split(' ')[0]).ShouldBe(["apt-get", "git", "./build.sh", "./build.sh"]);
        var summary = await File.ReadAllTextAsync(Path.Combine(Clone, "artifacts", "tests", "summary.txt"), Token);
        summary.ShouldMatch("^[1-9][0-9]* passed, 0 failed\n$");
        var page = await File.ReadAllTextAsync(runner.JobsPage, Token);
        page.ShouldContain("Check");
        page.ShouldContain(summary.Trim());
    }

    public void Dispose() => folder.Dispose();
}
