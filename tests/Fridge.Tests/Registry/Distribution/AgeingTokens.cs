using System.Net;
using System.Net.Http.Headers;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>
/// From the second part of an upload on, the token that was good until then is too old: a registry gets one in its place that is, and what it
/// says is its own. A token that was asked for anew is good.
/// </summary>
internal sealed class AgeingTokens(HttpMessageHandler registry, string tooOld) : DelegatingHandler(registry)
{
    /// <summary>What happens when the token has become too old.</summary>
    public Action? OnAged { get; init; }

    private int parts;
    private int refused;
    private AuthenticationHeaderValue? aged;

    public int Refused => refused;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Patch && Interlocked.Increment(ref parts) == 2)
        {
            aged = request.Headers.Authorization;
            OnAged?.Invoke();
        }

        if (aged is null || !aged.Equals(request.Headers.Authorization))
            return await base.SendAsync(request, cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tooOld);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            Interlocked.Increment(ref refused);
        return response;
    }
}
