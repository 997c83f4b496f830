namespace Fridge.Pipelines.GitHub;

/// <summary>GitHub's word for each of a declaration's.</summary>
internal static class GitHubWords
{
    public const string Runner = "ubuntu-24.04";
    public const string Registry = "ghcr.io";

    /// <summary>As <c>on</c> and <c>github.event_name</c> have it.</summary>
    public static string Event(Trigger trigger) => trigger switch
    {
        PullRequest => "pull_request",
        Push or TagPushed => "push",
        EachDay => "schedule",
        ByHand => "workflow_dispatch",
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, null),
    };

    /// <summary>Branches and tags are one event, and two kinds of refs.</summary>
    public static string Condition(Trigger trigger) => $"github.event_name == '{Event(trigger)}'" + trigger switch
    {
        Push => " && github.ref_type == 'branch'",
        TagPushed => " && github.ref_type == 'tag'",
        _ => "",
    };

    public static (string Scope, string Access) Permission(Right right) => right switch
    {
        Right.ReadSources => ("contents", "read"),
        Right.WriteSources => ("contents", "write"),
        Right.PushImages => ("packages", "write"),
        Right.WriteIssues => ("issues", "write"),
        _ => throw new ArgumentOutOfRangeException(nameof(right), right, null),
    };

    public static string Text(PipelineText text) => text switch
    {
        PlainText plain => plain.Text,
        OwnRegistry { Repository: { } repository } => $"{Registry}/${{{{ github.repository_owner }}}}/{repository}",
        OwnRegistry => $"{Registry}/${{{{ github.repository_owner }}}}",
        RefName => "${{ github.ref_name }}",
        _ => throw new ArgumentOutOfRangeException(nameof(text), text, null),
    };
}
