namespace Fridge.Tests.Images;

/// <summary>Answers requests by a script.</summary>
internal sealed class ScriptedHttp(Func<Uri, CancellationToken, Task<HttpResponseMessage>> script) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        script(request.RequestUri!, cancellationToken);
}
