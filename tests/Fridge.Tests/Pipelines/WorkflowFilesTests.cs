using Fridge.Engine;
using Fridge.Pipelines.GitHub;
using Fridge.Targets;
using Fridge.Tests.Engine;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Pipelines;

/// <summary><c>./build.sh Workflows</c> and <c>Check</c> as a person types them.</summary>
public sealed class WorkflowFilesTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    private string Workflow => folder[$"{WorkflowPlan.Folder}/check.yml"];

    public WorkflowFilesTests()
    {
        folder.Write(ActionPins.File, File.ReadAllText(Support.Checkout.File(ActionPins.File)));
        foreach (var pipeline in Build.Pipelines)
            folder.Write($"{WorkflowPlan.Folder}/{pipeline.Name}.yml", File.ReadAllText(Support.Checkout.File(WorkflowPlan.Folder, $"{pipeline.Name}.yml")));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>With the difference, where they aren't.</summary>
    [Fact]
    public async Task CommittedFiles_AreThoseOfTheDeclarations()
    {
        var plan = await new WorkflowFolder(Support.Checkout.Root).PlanAsync(Build.Pipelines, BuildModel.Of<Build>(), renewed: null, Token);

        string.Join('\n', plan.Contents).ShouldBeEmpty("./build.sh Workflows writes them");
        plan.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Check_AFileThatWasEditedByHand_FailsWithTheDifferenceAndItsPlace()
    {
        var text = await File.ReadAllTextAsync(Workflow, Token);
        await File.WriteAllTextAsync(Workflow, text.Replace("contents: read", "contents: write"), Token);

        var run = await RunAsync("Check", new() { ["GITHUB_ACTIONS"] = "true" });

        run.ExitCode.ShouldBe(1);
        run.Out.ShouldContain("-       contents: write");
        run.Out.ShouldContain("+       contents: read");
        var line = text[..text.IndexOf("contents: read", StringComparison.Ordinal)].Count(letter => letter == '\n') + 1;
        run.Out.ShouldContain($"::error file=.github/workflows/check.yml,line={line},title=Check failed::");
    }

    [Fact]
    public async Task Check_AsDeclared_EndsWith0() => (await RunAsync("Check")).ExitCode.ShouldBe(0);

    [Fact]
    public async Task Workflows_WithCheck_SaysWhatItWouldWrite_AndWritesNothing()
    {
        File.Delete(Workflow);

        var run = await RunAsync("Workflows --check --diff");

        run.ExitCode.ShouldBe(0);
        run.Out.ShouldContain("would change .github/workflows/check.yml");
        run.Out.ShouldContain("+ permissions: {}");
        File.Exists(Workflow).ShouldBeFalse();
    }

    [Fact]
    public async Task Workflows_WritesWhatIsDeclared_TakesAwayWhatWas_AndLeavesAPersonsOwn()
    {
        var declared = await File.ReadAllTextAsync(Workflow, Token);
        await File.WriteAllTextAsync(Workflow, "on: push\n", Token);
        var old = folder.Write(".github/workflows/old.yml", declared);
        var own = folder.Write(".github/workflows/own.yml", "on: push\n");

        var run = await RunAsync("Workflows");

        run.ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(Workflow, Token)).ShouldBe(declared);
        File.Exists(old).ShouldBeFalse();
        File.Exists(own).ShouldBeTrue();
        (await RunAsync("Workflows")).Out.ShouldContain("unchanged");
    }

    [Fact]
    public async Task Workflows_AListThatIsWrong_IsRefusedBeforeAnyEffect()
    {
        await File.WriteAllTextAsync(folder[ActionPins.File], "actions/checkout@v4\n", Token);

        var run = await RunAsync("Workflows");

        run.ExitCode.ShouldBe(2);
        run.Out.ShouldContain(".github/actions.lock:1: ");
    }

    /// <summary>Repositories of this test in the place of GitHub's, asked by git.</summary>
    [Fact]
    public async Task Workflows_Update_TakesTheNewestOfTheSameMajor_AndWritesItIntoTheWorkflows()
    {
        var names = ActionPins.Parse(await File.ReadAllTextAsync(folder[ActionPins.File], Token)).All.Select(pin => pin.Name).ToList();
        var newest = new Dictionary<string, string>();
        var lines = "";
        foreach (var name in names)
        {
            lines += $"{name} v1.0.0 {await ReleaseAsync(name, "v1.0.0")} a test\n";
            newest[name] = await ReleaseAsync(name, "v1.1.0");
            await ReleaseAsync(name, "v2.0.0");
        }

        folder.Write(ActionPins.File, lines);

        var run = await RunAsync($"Workflows --update --actions-from file://{folder["github"]}");

        run.ExitCode.ShouldBe(0, run.Out + run.Error);
        run.Out.ShouldContain("actions/checkout has v2.0.0, which may take other inputs than v1.1.0");
        var renewed = ActionPins.Parse(await File.ReadAllTextAsync(folder[ActionPins.File], Token));
        renewed.All.ToDictionary(pin => pin.Name, pin => $"{pin.Version} {pin.Commit}").ShouldBe(newest.ToDictionary(pair => pair.Key, pair => $"v1.1.0 {pair.Value}"), ignoreOrder: true);
        (await File.ReadAllTextAsync(Workflow, Token)).ShouldContain($"actions/checkout@{newest["actions/checkout"]}");
    }

    public void Dispose() => folder.Dispose();

    /// <returns>The commit that the tag names.</returns>
    private async Task<string> ReleaseAsync(string action, string tag)
    {
        var repository = folder[$"github/{action}"];
        if (!Directory.Exists(repository))
        {
            Directory.CreateDirectory(repository);
            await GitAsync(repository, "init", "--quiet");
        }

        await GitAsync(repository, "commit", "--quiet", "--allow-empty", "--message", tag);
        await GitAsync(repository, "tag", tag);
        return (await GitAsync(repository, "rev-parse", "HEAD")).Trim();
    }

    private static async Task<string> GitAsync(string repository, params string[] arguments) => (await new ProcessRunner().RunAsync(
        new CommandLine("git", ["-C", repository, "-c", "user.name=A Test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false", "-c", "tag.gpgSign=false", .. arguments]),
        cancellationToken: Token)).StandardOutput;

    private Task<EngineRun> RunAsync(string arguments, Dictionary<string, string>? environment = null) => EngineRun.OfAsync(new Build { Root = folder.Path }, arguments, environment);
}
