using System.Globalization;
using Fridge.Pipelines.GitHub;
using Fridge.Tests.Engine;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Pipelines;

/// <summary>What GitHub's own parser has against the workflows: its package from npm, by the lock in <c>Judge/</c>, run by node.</summary>
[Trait("Suite", "ci")]
public sealed class WorkflowParserTests : IDisposable
{
    private const int OldestNode = 20;

    private readonly ScratchFolder folder = new();
    private readonly ProcessRunner processes = new();

    private static string Judge => Path.Combine(Support.Checkout.Scratch, "judge");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheFilesOfTheCheckout_AndASampleOfEverything_AreTaken()
    {
        string[] files = [.. Directory.EnumerateFiles(Support.Checkout.File(WorkflowPlan.Folder)), Sample(text => text)];

        var verdict = await JudgeAsync(files);

        verdict.ExitCode.ShouldBe(0, verdict.StandardOutput);
        verdict.StandardOutput.ShouldContain("check.yml: 3 jobs, 22 steps");
        verdict.StandardOutput.ShouldContain("release.yml: 2 jobs, 16 steps");
        verdict.StandardOutput.ShouldContain("nightly.yml: 1 jobs, 9 steps");
        verdict.StandardOutput.ShouldContain("sample.yml: 2 jobs, 10 steps");
    }

    [Theory]
    [InlineData("timeout-minutes: 20", "timeout-minute: 20", "Unexpected value 'timeout-minute'")]
    [InlineData("contents: read", "contents: reed", "Unexpected value 'reed'")]
    [InlineData("github.event_name == 'push'", "github.evnt(", "Unexpected symbol")]
    [InlineData("- look", "- nobody", "nobody")]
    public async Task AFileThatIsSpoilt_IsNot(string right, string wrong, string reason)
    {
        var verdict = await JudgeAsync(Sample(text => text.Replace(right, wrong)));

        verdict.ExitCode.ShouldBe(1);
        verdict.StandardOutput.ShouldContain(reason);
    }

    public void Dispose() => folder.Dispose();

    private string Sample(Func<string, string> edit) => folder.Write("sample.yml", edit(SamplePipelines.Text(SamplePipelines.Release)));

    private async Task<ProcessResult> JudgeAsync(params IEnumerable<string> files)
    {
        Assert.SkipUnless(await NodeAsync() >= OldestNode, $"This machine has no node {OldestNode}, which GitHub's parser asks for.");
        Directory.CreateDirectory(Judge);
        foreach (var file in Directory.EnumerateFiles(Support.Checkout.File("tests", "Fridge.Tests", "Pipelines", "Judge")))
            File.Copy(file, Path.Combine(Judge, Path.GetFileName(file)), overwrite: true);
        await processes.RunAsync(new CommandLine("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") { WorkingDirectory = Judge }, cancellationToken: Token);
        return await processes.TryRunAsync(new CommandLine("node", ["judge.mjs", .. files]) { WorkingDirectory = Judge }, cancellationToken: Token);
    }

    /// <returns>0: there is none.</returns>
    private async Task<int> NodeAsync()
    {
        try
        {
            var said = await processes.RunAsync(new CommandLine("node", "--version"), cancellationToken: Token);
            return int.Parse(said.StandardOutput.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture);
        }
        catch (ProcessFailedException)
        {
            return 0;
        }
    }
}
