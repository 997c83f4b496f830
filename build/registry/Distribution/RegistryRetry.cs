using System.Net;
using Polly;
using Polly.Retry;

namespace Fridge.Registry.Distribution;

/// <summary>Asks again where a registry can't answer now: after the time that it names, else after a pause that grows.</summary>
internal static class RegistryRetry
{
    /// <summary>A registry that names a longer time isn't waited for: the run ends with its word.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>How often a blob is begun or gone on with.</summary>
    private const int Transfers = 5;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>No answer, 5xx, 429.</summary>
    public static ResiliencePipeline<HttpResponseMessage> OfAnything(RegistryConnection connection) => Build(
        connection, outcome => outcome.Exception is RegistryUnreachableException || outcome.Result is { StatusCode: >= HttpStatusCode.InternalServerError } || IsTooMany(outcome));

    /// <summary>429 alone: nothing of it was taken.</summary>
    public static ResiliencePipeline<HttpResponseMessage> OfWhatWasRefused(RegistryConnection connection) => Build(connection, IsTooMany);

    /// <summary>A blob on its way, which goes on where it was cut.</summary>
    public static ResiliencePipeline OfATransfer(TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<RegistryUnreachableException>(),
        MaxRetryAttempts = Transfers - 1,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(500),
    }).Build();

    /// <returns>Null: it names none.</returns>
    public static TimeSpan? After(HttpResponseMessage? response, DateTimeOffset now) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private static ResiliencePipeline<HttpResponseMessage> Build(RegistryConnection connection, Func<Outcome<HttpResponseMessage>, bool> isTransient) => connection.Attempts == 1
        ? ResiliencePipeline<HttpResponseMessage>.Empty
        : new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = connection.Time }.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = asked => ValueTask.FromResult(isTransient(asked.Outcome) && !(After(asked.Outcome.Result, connection.Time.GetUtcNow()) > Longest)),
            MaxRetryAttempts = connection.Attempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = First,
            DelayGenerator = asked => ValueTask.FromResult(After(asked.Outcome.Result, connection.Time.GetUtcNow())),
        }).Build();

    private static bool IsTooMany(Outcome<HttpResponseMessage> outcome) => outcome.Result is { StatusCode: HttpStatusCode.TooManyRequests };
}
