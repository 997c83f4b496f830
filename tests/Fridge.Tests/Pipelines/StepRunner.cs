using System.Collections.Immutable;
using Fridge.Pipelines.GitHub;
using Fridge.Tests.Engine;
using Fridge.Tooling.Processes;
using Shouldly;
using YamlDotNet.RepresentationModel;

namespace Fridge.Tests.Pipelines;

/// <summary>
/// A double of a forge's runner: a job's scripts, one after another, in a clone, as GitHub's starts them; steps that use an action are GitHub's own. Packages are
/// looked up and resolved, and not installed on this machine.
/// </summary>
internal sealed class StepRunner(ScratchFolder folder, string clone)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(40);

    private readonly ProcessRunner processes = new();

    /// <summary>What stands for an expression of GitHub's, and for a host that isn't to be reached; in scripts and values alike.</summary>
    public ImmutableDictionary<string, string> Says { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Of each step, over its own.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    public string Home => folder["home"];

    public string JobsPage => folder["page.md"];

    /// <summary>The runner's cache would bring them.</summary>
    public static string NuGetPackages => System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <returns>The scripts, in the order in which they ran; each ended with 0.</returns>
    public async Task<ImmutableArray<string>> RunAsync(string workflow, string job, CancellationToken cancellationToken)
    {
        folder.Write("home/.keep", "");
        var apt = AptThatInstallsNothing();
        var steps = Steps(workflow, job);
        foreach (var (script, environment) in steps)
        {
            var ended = await RunAsync(script, environment.Add("APT_CONFIG", apt), cancellationToken);
            ended.ExitCode.ShouldBe(0, $"{script}\n{ended.StandardOutput}{ended.StandardError}");
        }

        return [.. steps.Select(step => step.Script)];
    }

    /// <summary>Of the clone's own file.</summary>
    private ImmutableArray<(string Script, ImmutableDictionary<string, string?> Environment)> Steps(string workflow, string job)
    {
        var file = new WorkflowYaml(workflow, File.ReadAllText(Path.Combine(clone, WorkflowPlan.Folder, workflow)));
        return
        [
            .. ((YamlSequenceNode)file.Jobs.Single(known => known.Name == job).Node["steps"]).Select(WorkflowYaml.Map)
                .Where(step => WorkflowYaml.Value(step, "run") is not null)
                .Select(step => (Said(WorkflowYaml.Value(step, "run")!), EnvironmentOf(step))),
        ];
    }

    private ImmutableDictionary<string, string?> EnvironmentOf(YamlMappingNode step) =>
        step.Children.TryGetValue("env", out var values)
            ? WorkflowYaml.Map(values).Children.ToImmutableDictionary(value => value.Key.ToString(), value => (string?)Said(value.Value.ToString()))
            : ImmutableDictionary<string, string?>.Empty;

    private string Said(string text) => Says.Aggregate(text, (said, known) => said.Replace(known.Key, known.Value, StringComparison.Ordinal));

    /// <summary>GitHub's own command line for <c>shell: bash</c>.</summary>
    private Task<ProcessResult> RunAsync(string script, ImmutableDictionary<string, string?> environment, CancellationToken cancellationToken) => processes.TryRunAsync(
        new CommandLine("bash", "--noprofile", "--norc", "-eo", "pipefail", folder.Write("step.sh", script))
        {
            WorkingDirectory = clone,
            TimeLimit = Limit,
            Environment = environment.SetItems(
            [
                new("HOME", Home),
                new("XDG_CACHE_HOME", null),
                new("XDG_STATE_HOME", null),
                new("NUGET_PACKAGES", NuGetPackages),
                new("GITHUB_ACTIONS", "true"),
                new("GITHUB_WORKSPACE", clone),
                new("GITHUB_STEP_SUMMARY", JobsPage),
            ]).SetItems(Environment),
        },
        cancellationToken: cancellationToken);

    /// <summary>With lists of its own, which begin as this machine's, so that an update asks for what is newer alone.</summary>
    private string AptThatInstallsNothing()
    {
        folder.Write("apt/lists/partial/.keep", "");
        folder.Write("apt/cache/archives/partial/.keep", "");
        foreach (var list in Directory.EnumerateFiles("/var/lib/apt/lists").Where(list => Path.GetFileName(list) != "lock"))
            File.Copy(list, folder[$"apt/lists/{Path.GetFileName(list)}"], overwrite: true);
        return folder.Write("apt/apt.conf", $"""
            APT::Get::Simulate "true";
            Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
            Dir::State "{folder["apt"]}";
            Dir::State::status "/var/lib/dpkg/status";
            Dir::Cache "{folder["apt/cache"]}";
            """);
    }
}
