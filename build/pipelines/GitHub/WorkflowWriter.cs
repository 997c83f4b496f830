using Fridge.Engine;

namespace Fridge.Pipelines.GitHub;

/// <summary>A declared pipeline as a workflow of GitHub Actions.</summary>
internal static class WorkflowWriter
{
    public static WorkflowFile Of(Pipeline pipeline, BuildModel build, ActionPins pins) => new()
    {
        Name = pipeline.Title,
        On = Events(pipeline),
        Concurrency = new($"{pipeline.Name}-${{{{ github.ref }}}}", pipeline.Overlap == Overlap.NewestOfAPullRequest ? "${{ github.event_name == 'pull_request' }}" : false),
        Jobs = new(pipeline.Jobs.Select(job => KeyValuePair.Create(job.Name, Job(job, build, pins)))),
    };

    /// <summary>Branches and tags are one event.</summary>
    private static OrderedDictionary<string, object> Events(Pipeline pipeline) =>
        new(pipeline.On.GroupBy(GitHubWords.Event).Select(triggers => KeyValuePair.Create(triggers.Key, Filters([.. triggers]))));

    private static object Filters(Trigger[] triggers)
    {
        if (triggers is [EachDay, ..])
            return triggers.Cast<EachDay>().Select(day => new OrderedDictionary<string, string> { ["cron"] = $"{day.At.Minute} {day.At.Hour} * * *" }).ToArray();

        var filters = new OrderedDictionary<string, string[]>();
        if (triggers.OfType<Push>().SelectMany(push => push.Branches).ToArray() is { Length: > 0 } branches)
            filters["branches"] = branches;
        if (triggers.OfType<TagPushed>().Select(tag => tag.Pattern).ToArray() is { Length: > 0 } tags)
            filters["tags"] = tags;
        return filters;
    }

    private static WorkflowJob Job(PipelineJob job, BuildModel build, ActionPins pins) => new()
    {
        Name = job.Title,
        Needs = job.After.IsEmpty ? null : [.. job.After],
        If = job.OnlyOn is { } only ? GitHubWords.Condition(only) : null,
        RunsOn = GitHubWords.Runner,
        Environment = job.Environment,
        Container = new(job.Machine.Image, job.Machine.IsPrivileged ? "--privileged" : null, job.Machine.Volumes.IsEmpty ? null : [.. job.Machine.Volumes]),
        TimeoutMinutes = (int)job.Limit.TotalMinutes,
        Permissions = Permissions(job),
        Steps = [.. StepWriter.Of(job, build, pins)],
    };

    /// <summary>Of two rights to one thing the greater: GitHub has each once.</summary>
    private static OrderedDictionary<string, string> Permissions(PipelineJob job)
    {
        var permissions = new OrderedDictionary<string, string>();
        foreach (var (scope, access) in job.Rights.Select(GitHubWords.Permission))
            permissions[scope] = permissions.GetValueOrDefault(scope) == "write" ? "write" : access;
        return permissions;
    }
}
