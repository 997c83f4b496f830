namespace Fridge.Tests.Registry.Distribution;

/// <summary>Answers requests by a function, without a network. A double: what real registries do is shown by the tests of suite ci.</summary>
internal sealed class ScriptedRegistry(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public List<string> Asked { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (Asked)
            Asked.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        return answer(request, cancellationToken);
    }
}
