namespace Fridge.Publishing.Contents;

/// <summary>Where a release is built, as its provenance names it.</summary>
/// <param name="Id">Whom one has to trust for the rest.</param>
/// <param name="Invocation">The one run; null: nobody gave it a name.</param>
public sealed record Builder(string Id, string? Invocation)
{
    /// <summary>As GitHub says of itself, else somebody's machine.</summary>
    public static Builder Of(Func<string, string?> environment) => environment("GITHUB_ACTIONS") == "true" && environment("GITHUB_SERVER_URL") is { } server
        ? new($"{server}/{environment("GITHUB_WORKFLOW_REF")}", $"{server}/{environment("GITHUB_REPOSITORY")}/actions/runs/{environment("GITHUB_RUN_ID")}/attempts/{environment("GITHUB_RUN_ATTEMPT")}")
        : new("https://fridge.dev/builder/local", null);
}
