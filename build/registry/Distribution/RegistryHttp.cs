using System.Net;
using System.Net.Http.Headers;
using Polly;

namespace Fridge.Registry.Distribution;

/// <summary>Sends requests to a registry, answers its challenges, and ends each wait.</summary>
internal sealed class RegistryHttp : IDisposable
{
    /// <summary>Without a byte sent and without an answer. A Pi that writes its card answers after seconds.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly RegistryConnection connection;
    private readonly RegistryTokens tokens;
    private readonly HttpClient http;
    private readonly ResiliencePipeline<HttpResponseMessage> repeated;
    private readonly ResiliencePipeline<HttpResponseMessage> refused;

    public RegistryHttp(RegistryConnection connection, HttpMessageHandler handler)
    {
        this.connection = connection;
        http = new HttpClient(handler) { BaseAddress = new Uri($"https://{connection.Registry}/v2/"), Timeout = Timeout.InfiniteTimeSpan };
        (repeated, refused) = (RegistryRetry.OfAnything(connection), RegistryRetry.OfWhatWasRefused(connection));
        tokens = new RegistryTokens(connection, (request, token) => AskAsync(repeated, _ => request(), authorization: null, HttpCompletionOption.ResponseContentRead, token));
    }

    public Uri Address(Uri location) => new(http.BaseAddress!, location);

    /// <summary>A question that may be asked again.</summary>
    /// <param name="completion">When the answer is here: with its content, or, of a large one, before that.</param>
    public Task<HttpResponseMessage> SendAsync(
        RegistryScope scope, Func<HttpRequestMessage> request, CancellationToken cancellationToken, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead) =>
        SendAsync(repeated, scope, _ => request(), completion, cancellationToken);

    /// <summary>A part of an upload. Without an answer nobody knows how far it got, so that it is asked again only where the registry refused it.</summary>
    /// <param name="request">Makes it anew each time; it says by its argument that bytes of it were sent.</param>
    /// <exception cref="RegistryUnreachableException">No answer.</exception>
    public Task<HttpResponseMessage> SendAsync(RegistryScope scope, Func<Action, HttpRequestMessage> request, CancellationToken cancellationToken) =>
        SendAsync(refused, scope, request, HttpCompletionOption.ResponseContentRead, cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(
        ResiliencePipeline<HttpResponseMessage> retry, RegistryScope scope, Func<Action, HttpRequestMessage> request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        var known = tokens.Known(scope);
        var response = await AskAsync(retry, request, known, completion, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;
        using (response)
            known = await tokens.AnswerAsync(scope, response.Headers.WwwAuthenticate, cancellationToken);
        response = await AskAsync(retry, request, known, completion, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;
        response.Dispose();
        throw RegistryErrors.Refused(connection, connection.Registry);
    }

    /// <exception cref="FridgeException">The registry refused it, in its own words.</exception>
    public async Task ExpectAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw await RegistryErrors.FromAsync(connection.Registry, what, response, connection.Time.GetUtcNow(), cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> AskAsync(
        ResiliencePipeline<HttpResponseMessage> retry, Func<Action, HttpRequestMessage> request, AuthenticationHeaderValue? authorization, HttpCompletionOption completion, CancellationToken cancellationToken) =>
        await retry.ExecuteAsync(async token => await LimitedAsync(request, authorization, completion, token), cancellationToken);

    private async Task<HttpResponseMessage> LimitedAsync(
        Func<Action, HttpRequestMessage> request, AuthenticationHeaderValue? authorization, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var message = request(() => limit.CancelAfter(Limit));
        message.Headers.Authorization ??= authorization;
        try
        {
            return await http.SendAsync(message, completion, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw RegistryErrors.Silent(connection.Registry, Limit);
        }
        catch (Exception reason) when (RegistryErrors.IsTransport(reason))
        {
            throw RegistryErrors.Unreachable(connection.Registry, reason);
        }
    }
}
