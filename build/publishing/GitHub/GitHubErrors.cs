using System.Net;
using Fridge.Publishing.Versions;
using Octokit;

namespace Fridge.Publishing.GitHub;

/// <summary>GitHub's failures as sentences. Its token is in none.</summary>
internal static class GitHubErrors
{
    /// <returns>Null: none of GitHub's.</returns>
    public static FridgeException? Explain(Exception reason, RepositoryName repository, GitHubRight right) => reason switch
    {
        AuthorizationException => new($"GitHub doesn't take the token for {repository}.", "Make a new one, and set FRIDGE_GITHUB_TOKEN.", inner: reason),
        RateLimitExceededException limit => new($"GitHub's limit of requests is used up until {limit.Reset.UtcDateTime:HH:mm} UTC.", "Run the same command again after that: it does what is left.", inner: reason),
        AbuseException or SecondaryRateLimitExceededException => new("GitHub asks for a pause.", "Run the same command again in a few minutes: it does what is left.", inner: reason),
        ForbiddenException => new($"The token may not {right.Deed} of {repository}.", $"It needs the right {right.Name} (a classic token: the scope repo).", inner: reason),
        NotFoundException => new($"GitHub shows no repository {repository} to this token.", $"Is --repository right? A token without the right {right.Name} can't see a private repository either.", inner: reason),
        ApiException { StatusCode: HttpStatusCode.UnprocessableEntity } refused => new($"GitHub refused the request: {Words(refused)}", "Look at the repository's page there, then run the same command again.", inner: reason),
        ApiException failed => new($"GitHub answered HTTP {(int)failed.StatusCode}: {Words(failed)}", "Run the same command again: it does what is left.", inner: reason),
        HttpRequestException or IOException or TimeoutException or OperationCanceledException =>
            new($"GitHub was not reached: {reason.GetBaseException().Message}", "Is this machine online? Run the same command again: it does what is left.", inner: reason),
        _ => null,
    };

    private static string Words(ApiException reason) => reason.ApiError?.Errors is { Count: > 0 } errors
        ? $"{reason.ApiError.Message} ({string.Join(", ", errors.Select(error => $"{error.Field} {error.Code}"))})"
        : reason.ApiError?.Message ?? reason.Message;
}
