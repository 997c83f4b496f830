using System.Globalization;
using System.Net;
using Octokit;
using Polly;
using Polly.Retry;

namespace Fridge.Publishing.GitHub;

/// <summary>Asks GitHub again where it says that it can't now: after the time that it names, else after a pause that grows.</summary>
internal static class GitHubRetry
{
    /// <summary>GitHub's hour of a rate limit isn't waited for: the run ends with its word, and a rerun completes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>GitHub's own advice where a secondary limit names no time.</summary>
    private static readonly TimeSpan Secondary = TimeSpan.FromMinutes(1);

    private const int Attempts = 5;

    public static ResiliencePipeline Of(TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = asked => ValueTask.FromResult(IsTransient(asked.Outcome.Exception, asked.Context.CancellationToken) && !(After(asked.Outcome.Exception, time) > Longest)),
        MaxRetryAttempts = Attempts - 1,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromSeconds(1),
        DelayGenerator = asked => ValueTask.FromResult(After(asked.Outcome.Exception, time)),
    }).Build();

    /// <returns>Null: it names no time.</returns>
    private static TimeSpan? After(Exception? reason, TimeProvider time) => reason switch
    {
        ApiException said when Header(said, "Retry-After") is { } value && int.TryParse(value, CultureInfo.InvariantCulture, out var seconds) => TimeSpan.FromSeconds(seconds),
        RateLimitExceededException limit => Until(limit.Reset, GitHubsTime(limit) ?? time.GetUtcNow()),
        AbuseException or SecondaryRateLimitExceededException => Secondary,
        _ => null,
    };

    private static TimeSpan Until(DateTimeOffset then, DateTimeOffset now) => then > now ? then - now : TimeSpan.Zero;

    /// <summary>The end of a limit is a time of GitHub's clock: ours may be wrong by hours.</summary>
    private static DateTimeOffset? GitHubsTime(ApiException said) =>
        DateTimeOffset.TryParseExact(Header(said, "Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private static string? Header(ApiException said, string name) =>
        said.HttpResponse?.Headers?.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static bool IsTransient(Exception? reason, CancellationToken ours) => reason switch
    {
        RateLimitExceededException or AbuseException or SecondaryRateLimitExceededException => true,
        ApiException { StatusCode: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => true,
        HttpRequestException or IOException or TimeoutException => true,
        // Octokit says so where its own time is over.
        OperationCanceledException => !ours.IsCancellationRequested,
        _ => false,
    };
}
