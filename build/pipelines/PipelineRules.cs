using Fridge.Engine;
using Fridge.Tooling;

namespace Fridge.Pipelines;

/// <summary>What a declaration must hold to before a file is made of it: it asks the build for what the build has.</summary>
public static class PipelineRules
{
    /// <summary>Of one job, on a forge's own machines.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <exception cref="FridgeException">With everything that is wrong.</exception>
    public static void Require(IEnumerable<Pipeline> pipelines, BuildModel build)
    {
        string[] wrong = [.. pipelines.SelectMany(pipeline => Wrong(pipeline, build).Select(words => $"{pipeline.Name}: {words}"))];
        if (wrong.Length > 0)
            throw new FridgeException("A pipeline is declared that can't be run:", "Fix the declaration: build/targets/Build.Workflows.cs", wrongUse: true) { Evidence = wrong };
    }

    internal static IEnumerable<string> Wrong(Pipeline pipeline, BuildModel build) =>
    [
        .. pipeline.On.IsEmpty ? ["nothing triggers it"] : Array.Empty<string>(),
        .. pipeline.Jobs.GroupBy(job => job.Name).Where(same => same.Count() > 1).Select(same => $"two jobs are called {same.Key}"),
        .. pipeline.Jobs.SelectMany(job => Wrong(pipeline, job, build).Select(words => $"{job.Name}: {words}")),
    ];

    private static IEnumerable<string> Wrong(Pipeline pipeline, PipelineJob job, BuildModel build) =>
    [
        .. job.Limit < TimeSpan.FromMinutes(1) || job.Limit > Longest || job.Limit.Ticks % TimeSpan.TicksPerMinute != 0
            ? [$"a limit of {job.Limit} isn't one of 1 to {Longest.TotalMinutes} whole minutes"] : Array.Empty<string>(),
        .. job.Machine.Image.Contains("@sha256:", StringComparison.Ordinal) ? Array.Empty<string>() : [$"{job.Machine.Image} has no digest"],
        .. job.OnlyOn is { } only && !pipeline.On.Contains(only) ? [$"{only.GetType().Name} doesn't trigger the pipeline"] : Array.Empty<string>(),
        .. job.After.Where(other => pipeline.Jobs.TakeWhile(earlier => earlier != job).All(earlier => earlier.Name != other)).Select(other => $"no job before it is called {other}"),
        .. job.Steps.OfType<LogInToOwnRegistry>().Any() && !job.Rights.Contains(Right.PushImages) ? ["logs in to the registry without the right to push"] : Array.Empty<string>(),
        .. RunsForStrangers(pipeline, job) ? job.Rights.Where(right => right != Right.ReadSources).Select(right => $"a pull request would run with the right {right}") : [],
        .. job.Values.SelectMany(value => Parameter(value.Member, isSecret: false, build)),
        .. job.Secrets.SelectMany(member => Parameter(member, isSecret: true, build)),
        .. RunsForStrangers(pipeline, job) ? job.Secrets.Select(member => $"a pull request would run with the secret {member}") : [],
        .. RunsForStrangers(pipeline, job) && job.Steps.OfType<Invoke>().Any(step => step.HasTheJobsToken) ? ["a pull request would run with the job's token"] : Array.Empty<string>(),
        .. job.Steps.OfType<Invoke>().SelectMany(step => Wrong(step, build)),
    ];

    private static bool RunsForStrangers(Pipeline pipeline, PipelineJob job) =>
        job.OnlyOn is PullRequest || (job.OnlyOn is null && pipeline.On.OfType<PullRequest>().Any());

    private static IEnumerable<string> Parameter(string member, bool isSecret, BuildModel build)
    {
        if (build.Parameters.FirstOrDefault(parameter => parameter.Key == member) is not { } found)
            return [$"the build has no parameter {member}"];
        return found.IsSecret == isSecret ? [] : [isSecret ? $"{member} is not a secret" : $"{member} is a secret, so it belongs to the job's secrets"];
    }

    private static IEnumerable<string> Wrong(Invoke step, BuildModel build) =>
    [
        .. step.Targets.IsEmpty ? ["invokes no target"] : Array.Empty<string>(),
        .. step.Targets.Where(name => build.Targets.All(target => target.Name != name)).Select(name => $"the build has no target {name}"),
        .. step.Arguments.Where(argument => argument.StartsWith("--", StringComparison.Ordinal) && !Takes(build, step, argument[2..].Split('=')[0]))
            .Select(argument => $"{string.Join(" and ", step.Targets)} takes no {argument}"),
        .. step.Arguments.Where(argument => argument.Contains("${{", StringComparison.Ordinal)).Select(argument => $"{argument} is an expression: in a script it would be run"),
    ];

    private static bool Takes(BuildModel build, Invoke step, string name) =>
        build.Options.Any(option => option.Name == name)
        || build.Parameters.Any(parameter => !parameter.IsSecret && parameter.Name == name && (parameter.For.IsEmpty || parameter.For.Any(step.Targets.Contains)));
}
