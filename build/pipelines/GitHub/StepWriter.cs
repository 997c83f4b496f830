using Fridge.Engine;
using Fridge.Tooling.Processes;

namespace Fridge.Pipelines.GitHub;

/// <summary>A job's steps: the machine made ready, the sources, the caches, what is declared, what is kept.</summary>
internal static class StepWriter
{
    private const int DaysKept = 14;

    public static IEnumerable<WorkflowStep> Of(PipelineJob job, BuildModel build, ActionPins pins) =>
    [
        .. job.Machine.Packages.IsEmpty ? [] : new[] { Packages(job.Machine) },
        Sources(job, pins),
        Trust,
        .. job.Caches.Select(cache => Cache(cache, pins)),
        .. job.Steps.Select(step => Declared(step, job, build)),
        .. job.Leaves.IsEmpty ? [] : new[] { Kept(job, pins) },
    ];

    /// <summary>Before the sources: without git they would come as an archive, which has no commit.</summary>
    private static WorkflowStep Packages(PipelineMachine machine) => new()
    {
        Name = "Packages that the container lacks",
        Env = new() { ["DEBIAN_FRONTEND"] = "noninteractive" },
        Run = $"apt-get update && apt-get install --yes --no-install-recommends {Words(machine.Packages.Order(StringComparer.Ordinal))}",
    };

    private static WorkflowStep Sources(PipelineJob job, ActionPins pins) => new()
    {
        Name = "Sources",
        Uses = pins.Find("actions/checkout"),
        With = new() { ["fetch-depth"] = job.History ? 0 : 1, ["persist-credentials"] = false },
    };

    /// <summary>The folder belongs to the runner's user, and git asks no other's repository unless it is told.</summary>
    private static WorkflowStep Trust { get; } = new()
    {
        Name = "The sources are this user's",
        Run = "git config --global --add safe.directory \"$GITHUB_WORKSPACE\"",
    };

    private static WorkflowStep Cache(PipelineCache cache, ActionPins pins) => new()
    {
        Name = $"Cache: {cache.Name}",
        Uses = pins.Find("actions/cache"),
        With = new()
        {
            ["path"] = cache.Folder,
            ["key"] = $"{cache.Name}-${{{{ hashFiles({string.Join(", ", cache.KeyFiles.Select(file => $"'{file}'"))}) }}}}",
            ["restore-keys"] = $"{cache.Name}-",
        },
    };

    private static WorkflowStep Declared(JobStep step, PipelineJob job, BuildModel build) => step switch
    {
        Invoke invoke => new WorkflowStep
        {
            Name = string.Join(", ", invoke.Targets),
            Env = Variables(job, invoke, build),
            Run = $"./build.sh {Words([.. invoke.Targets, .. invoke.Arguments])}",
        },
        LogInToOwnRegistry => new WorkflowStep
        {
            Name = $"Log in to {GitHubWords.Registry}",
            Env = new() { ["REGISTRY_USER"] = "${{ github.actor }}", ["REGISTRY_TOKEN"] = "${{ github.token }}" },
            Run = $"printf %s \"$REGISTRY_TOKEN\" | docker login {GitHubWords.Registry} --username \"$REGISTRY_USER\" --password-stdin",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    private static OrderedDictionary<string, string>? Variables(PipelineJob job, Invoke step, BuildModel build)
    {
        var variables = new OrderedDictionary<string, string>();
        foreach (var value in job.Values)
            variables[Variable(value.Member)] = GitHubWords.Text(value.Text);
        foreach (var secret in job.Secrets.Where(IsTaken).Select(Variable))
            variables[secret] = $"${{{{ secrets.{secret} }}}}";
        if (step.HasTheJobsToken)
            variables["GITHUB_TOKEN"] = "${{ github.token }}";
        return variables.Count == 0 ? null : variables;

        // A step whose targets don't read a secret doesn't get it.
        bool IsTaken(string member) => build.Parameters.Single(parameter => parameter.Key == member).For is var readers && (readers.IsEmpty || readers.Any(step.Targets.Contains));

        string Variable(string member) => build.Parameters.Single(parameter => parameter.Key == member).Variable;
    }

    private static WorkflowStep Kept(PipelineJob job, ActionPins pins) => new()
    {
        Name = "What is kept",
        If = "${{ !cancelled() }}",
        Uses = pins.Find("actions/upload-artifact"),
        With = new()
        {
            ["name"] = job.Name,
            ["path"] = string.Join('\n', job.Leaves),
            ["if-no-files-found"] = "ignore",
            ["retention-days"] = DaysKept,
        },
    };

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(ShellText.Quote));
}
