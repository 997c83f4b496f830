using System.Net;
using System.Net.Http.Headers;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>On the way of the second part of an upload the token has become too old; what the registry says then is its own.</summary>
internal sealed class AgeingTokens(HttpMessageHandler registry, string tooOld) : DelegatingHandler(registry)
{
    private int parts;

    public int Refused { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Patch || Interlocked.Increment(ref parts) != 2)
            return await base.SendAsync(request, cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tooOld);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            Refused++;
        return response;
    }
}
