using System.Net;
using System.Net.Http.Headers;

namespace Fridge.Registry.Distribution;

/// <summary>Sends requests to a registry, answers its challenges, and ends each wait.</summary>
internal sealed class RegistryHttp : IDisposable
{
    /// <summary>Without a byte sent and without an answer. A Pi that writes its card answers after seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly RegistryConnection connection;
    private readonly RegistryTokens tokens;
    private readonly HttpClient http;

    public RegistryHttp(RegistryConnection connection, HttpMessageHandler handler)
    {
        this.connection = connection;
        http = new HttpClient(handler) { BaseAddress = new Uri($"https://{connection.Registry}/v2/"), Timeout = Timeout.InfiniteTimeSpan };
        tokens = new RegistryTokens(connection, (request, token) => LimitedAsync(_ => request, authorization: null, token));
    }

    public Uri Address(Uri location) => new(http.BaseAddress!, location);

    public Task<HttpResponseMessage> SendAsync(RegistryScope scope, Func<HttpRequestMessage> request, CancellationToken cancellationToken) =>
        SendAsync(scope, _ => request(), cancellationToken);

    /// <param name="request">Makes it anew each time; it says by its argument that bytes of it were sent.</param>
    /// <exception cref="RegistryUnreachableException">No answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(RegistryScope scope, Func<Action, HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        var known = tokens.Known(scope);
        var response = await LimitedAsync(request, known, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;
        using (response)
            known = await tokens.AnswerAsync(scope, response.Headers.WwwAuthenticate, cancellationToken);
        response = await LimitedAsync(request, known, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;
        response.Dispose();
        throw RegistryErrors.Refused(connection, connection.Registry);
    }

    /// <exception cref="FridgeException">The registry refused it, in its own words.</exception>
    public async Task ExpectAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw await RegistryErrors.FromAsync(connection.Registry, what, response, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> LimitedAsync(
        Func<Action, HttpRequestMessage> request, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var message = request(() => limit.CancelAfter(Limit));
        message.Headers.Authorization ??= authorization;
        try
        {
            return await http.SendAsync(message, either.Token);
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
