using System.Collections.Immutable;
using Fridge.Pipelines.GitHub;
using Fridge.Tests.Engine;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Fridge.Tests.Pipelines;

/// <summary>
/// The scripts of <c>check.yml</c>'s first job, one after another in a clean clone, as a runner starts them. Of the tests a few alone run
/// (<c>FRIDGE_FILTER</c>), since the whole suite is beside this one; packages are looked up and resolved, and not installed on this machine.
/// </summary>
[Trait("Suite", "ci")]
public sealed class CheckStepsTests : IDisposable
{
    private const string Few = nameof(WorkflowFilesTests);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly ScratchFolder folder = new();
    private readonly ProcessRunner processes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Clone => folder["clone"];

    private string JobsPage => folder["page.md"];

    [Fact]
    public async Task Fast_EachStepInOrder_InACleanClone_EndsWith0()
    {
        await processes.RunAsync(new CommandLine("git", "clone", "--quiet", "--no-hardlinks", Support.Checkout.Root, Clone), cancellationToken: Token);
        folder.Write("home/.keep", "");
        var apt = AptThatInstallsNothing();

        var steps = Steps();
        foreach (var (script, environment) in steps)
        {
            var ended = await RunAsync(script, environment.Add("APT_CONFIG", apt));
            ended.ExitCode.ShouldBe(0, $"{script}\n{ended.StandardOutput}{ended.StandardError}");
        }

        steps.Select(step => step.Script.Split(' ')[0]).ShouldBe(["apt-get", "git", "./build.sh", "./build.sh"]);
        var summary = await File.ReadAllTextAsync(Path.Combine(Clone, "artifacts", "tests", "summary.txt"), Token);
        summary.ShouldMatch("^[1-9][0-9]* passed, 0 failed\n$");
        var page = await File.ReadAllTextAsync(JobsPage, Token);
        page.ShouldContain("Check");
        page.ShouldContain(summary.Trim());
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Of the clone's own file; a step that uses an action is GitHub's.</summary>
    private ImmutableArray<(string Script, ImmutableDictionary<string, string?> Environment)> Steps()
    {
        var workflow = new WorkflowYaml("check.yml", File.ReadAllText(Path.Combine(Clone, WorkflowPlan.Folder, "check.yml")));
        var job = workflow.Jobs.Single(job => job.Name == "fast").Node;
        return
        [
            .. ((YamlSequenceNode)job["steps"]).Select(WorkflowYaml.Map)
                .Where(step => WorkflowYaml.Value(step, "run") is not null)
                .Select(step => (WorkflowYaml.Value(step, "run")!, EnvironmentOf(step))),
        ];
    }

    private static ImmutableDictionary<string, string?> EnvironmentOf(YamlMappingNode step) =>
        step.Children.TryGetValue("env", out var values)
            ? WorkflowYaml.Map(values).Children.ToImmutableDictionary(value => value.Key.ToString(), value => (string?)value.Value.ToString())
            : ImmutableDictionary<string, string?>.Empty;

    /// <summary>GitHub's own command line for <c>shell: bash</c>.</summary>
    private Task<ProcessResult> RunAsync(string script, ImmutableDictionary<string, string?> environment) => processes.TryRunAsync(
        new CommandLine("bash", "--noprofile", "--norc", "-eo", "pipefail", folder.Write("step.sh", script))
        {
            WorkingDirectory = Clone,
            TimeLimit = Limit,
            Environment = environment.SetItems(
            [
                new("HOME", folder["home"]),
                new("XDG_CACHE_HOME", null),
                new("XDG_STATE_HOME", null),
                new("NUGET_PACKAGES", NuGetPackages),
                new("GITHUB_ACTIONS", "true"),
                new("GITHUB_WORKSPACE", Clone),
                new("GITHUB_STEP_SUMMARY", JobsPage),
                new("FRIDGE_FILTER", Few),
            ]),
        },
        cancellationToken: Token);

    /// <summary>The runner's cache would bring them.</summary>
    private static string NuGetPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>With lists of its own, which begin as this machine's, so that an update asks for what is newer alone.</summary>
    private string AptThatInstallsNothing()
    {
        folder.Write("apt/lists/partial/.keep", "");
        folder.Write("apt/cache/archives/partial/.keep", "");
        foreach (var list in Directory.EnumerateFiles("/var/lib/apt/lists").Where(list => Path.GetFileName(list) != "lock"))
            File.Copy(list, folder[$"apt/lists/{Path.GetFileName(list)}"]);
        return folder.Write("apt/apt.conf", $"""
            APT::Get::Simulate "true";
            Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
            Dir::State "{folder["apt"]}";
            Dir::State::status "/var/lib/dpkg/status";
            Dir::Cache "{folder["apt/cache"]}";
            """);
    }
}
