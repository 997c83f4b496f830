using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fridge.Tooling;
using Fridge.Tooling.Waiting;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>A page of our own over KubernetesClient's HTTP client: one way to ask, to wait and to say what was refused.</summary>
/// <param name="where">As a person names the API server.</param>
internal sealed class KubernetesApi(k8s.Kubernetes client, string where, TimeProvider time) : IKubernetesApi
{
    /// <summary>Of one answer; an API server on a Pi that starts its containers takes some seconds.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    /// <summary>Of the API server's clock before this machine's.</summary>
    private TimeSpan ahead;

    /// <summary>For an API server that is restarting.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public DateTimeOffset Now => time.GetUtcNow() + ahead;

    public async Task<T> SendAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : class
    {
        var body = await PatientlyAsync(
            request.IsPatient,
            async token =>
            {
                using var response = await AnswerAsync(request, HttpCompletionOption.ResponseContentRead, token);
                return await response.Content.ReadAsStringAsync(token);
            },
            cancellationToken);
        return Read<T>(body);
    }

    public Task<Stream> FollowAsync(string path, CancellationToken cancellationToken) => PatientlyAsync(
        true,
        async token => await (await AnswerAsync(ApiRequest.Get(path), HttpCompletionOption.ResponseHeadersRead, token)).Content.ReadAsStreamAsync(token),
        cancellationToken);

    /// <summary>Over the same client, so that the same server is trusted: KubernetesClient's own web sockets take a certificate of any name.</summary>
    public async Task<Stream> ForwardAsync(string pod, int port, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(ForwardedStream.Protocol);
            using var asked = new HttpRequestMessage();
            if (client.Credentials is { } credentials)
                await credentials.ProcessHttpRequestAsync(asked, cancellationToken);
            if (asked.Headers.Authorization is { } authorization)
                socket.Options.SetRequestHeader("Authorization", authorization.ToString());
            var address = new UriBuilder(new Uri(client.BaseUri, FormattableString.Invariant($"{pod}/portforward?ports={port}"))) { Scheme = Uri.UriSchemeWss };
            await socket.ConnectAsync(address.Uri, client.HttpClient, cancellationToken);
            return new ForwardedStream(socket);
        }
        catch (WebSocketException refused)
        {
            socket.Dispose();
            throw KubernetesUnavailableException.NoWay(where, port, refused);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public HttpClient Behind(string path) =>
        new(new Through(this)) { BaseAddress = new Uri(client.BaseUri, path), Timeout = TimeSpan.FromSeconds(10) };

    public void Dispose() => client.Dispose();

    private async Task<T> PatientlyAsync<T>(bool again, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        Exception? last = null;
        return await new Poll(again ? Patience : AnswerLimit, Pause, time).TryUntilAsync(OnceAsync, cancellationToken)
            ?? throw (last as KubernetesRefusedException ?? (Exception)KubernetesUnavailableException.Silent(where, last));

        async Task<T?> OnceAsync(CancellationToken token)
        {
            try
            {
                return await ask(token);
            }
            catch (Exception failure) when (IsPassing(failure) && !token.IsCancellationRequested)
            {
                Sentence(failure);
                last = failure;
                return again ? null : throw failure as KubernetesRefusedException ?? (Exception)KubernetesUnavailableException.Silent(where, failure);
            }
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(ApiRequest request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, new Uri(client.BaseUri, request.Path));
        message.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(request.Accept));
        if (request.Body is { } body)
            message.Content = new StringContent(body, Encoding.UTF8, request.ContentType);
        var response = await SendAsync(message, completion, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw KubernetesRefusedException.Of(where, response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        message.Version = HttpVersion.Version20;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        if (client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(message, cancellationToken);
        var response = await client.HttpClient.SendAsync(message, completion, cancellationToken);
        if (response.Headers.Date is { } theirs)
            ahead = theirs - time.GetUtcNow();
        return response;
    }

    private static bool IsPassing(Exception failure) =>
        failure is HttpRequestException or IOException or OperationCanceledException or KubernetesRefusedException { IsPassing: true };

    /// <summary>What a session says, such as a login that is refused, is the reason by itself; so is a certificate that isn't the API server's.</summary>
    private void Sentence(Exception failure)
    {
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is Fridge.Nodes.LoginRefusedException refused)
                throw refused;
            if (cause is System.Security.Authentication.AuthenticationException untrusted)
            {
                throw new FridgeException(
                    $"{where} can't be trusted: {untrusted.Message}",
                    "The kubeconfig may belong to another cluster, or something else listens at its address.", inner: failure);
            }
        }
    }

    private static T Read<T>(string body)
        where T : class
    {
        try
        {
            return typeof(T) == typeof(JsonObject) ? (T)(object)JsonNode.Parse(body)!.AsObject() : k8s.KubernetesJson.Deserialize<T>(body);
        }
        catch (Exception unknown) when (unknown is JsonException or InvalidOperationException)
        {
            throw new FridgeException($"The API server gave an answer that Fridge can't read: {unknown.Message}", "./build.sh Status tries again.", inner: unknown);
        }
    }

    /// <summary>A client's own request was its client's; what goes on is another of the same words.</summary>
    private sealed class Through(KubernetesApi api) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var other = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            return await api.SendAsync(other, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
    }
}
