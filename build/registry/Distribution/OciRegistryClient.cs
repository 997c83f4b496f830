using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Distribution;

/// <summary>A client of one registry by the OCI distribution protocol, through any stream: the caller dials, and nothing on this machine trusts the registry's CA.</summary>
public sealed class OciRegistryClient : IDisposable
{
    private const int Connections = 3;
    private const int Listed = 1000;
    private readonly string registry;
    private readonly HttpClient http;

    /// <param name="registry">Host and port as in the certificate: <c>registry.fridge:5000</c>.</param>
    /// <param name="dial">Opens a stream to it.</param>
    /// <param name="caPem">The CA that must have signed its certificate; null: no TLS.</param>
    public OciRegistryClient(string registry, Func<CancellationToken, Task<Stream>> dial, string? caPem)
    {
        this.registry = registry;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) => await dial(token),
            MaxConnectionsPerServer = Connections,
            UseProxy = false,
        };
        if (caPem is not null)
            handler.SslOptions = PinnedCertificate.Options(caPem);
        http = new HttpClient(handler) { BaseAddress = new Uri($"{(caPem is null ? "http" : "https")}://{registry}/v2/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>True: it answers.</summary>
    public async Task<bool> IsUpAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, ""), cancellationToken);
        return response.IsSuccessStatusCode;
    }

    /// <param name="reference">A tag, or a digest.</param>
    public Task<bool> HasManifestAsync(string repository, string reference, CancellationToken cancellationToken) =>
        ExistsAsync($"{repository}/manifests/{reference}", cancellationToken);

    internal Task<bool> HasBlobAsync(string repository, string digest, CancellationToken cancellationToken) =>
        ExistsAsync($"{repository}/blobs/{digest}", cancellationToken);

    /// <summary>The first thousand, by name.</summary>
    public Task<ImmutableArray<string>> RepositoriesAsync(CancellationToken cancellationToken) =>
        ListAsync($"_catalog?n={Listed}", "repositories", "its repositories", cancellationToken);

    /// <summary>Empty where the repository does not exist.</summary>
    public Task<ImmutableArray<string>> TagsAsync(string repository, CancellationToken cancellationToken) =>
        ListAsync($"{repository}/tags/list", "tags", $"the tags of {repository}", cancellationToken);

    /// <summary>What a tag or a digest names; null: nothing is there.</summary>
    public async Task<NamedManifest?> FindManifestAsync(string repository, string reference, CancellationToken cancellationToken) =>
        await GetManifestAsync(repository, reference, cancellationToken) is var (descriptor, content)
            ? new NamedManifest(descriptor.Digest, OciMediaTypes.IsIndex(descriptor.MediaType) ? [.. OciJson.Index(content).Select(platform => platform.Digest)] : [])
            : null;

    /// <summary>Gives a manifest that is there one more name.</summary>
    public async Task TagAsync(string repository, string digest, string tag, CancellationToken cancellationToken)
    {
        if (await GetManifestAsync(repository, digest, cancellationToken) is var (descriptor, content))
            await PutManifestAsync(repository, tag, descriptor.MediaType, content, cancellationToken);
    }

    /// <returns>False: it was not there.</returns>
    public async Task<bool> DeleteManifestAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, $"{repository}/manifests/{digest}"), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return false;
        await ExpectAsync(response, $"to delete {repository}@{digest}", cancellationToken);
        return true;
    }

    /// <param name="reference">A tag, or the content's own digest.</param>
    internal async Task PutManifestAsync(string repository, string reference, string mediaType, byte[] content, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Put, $"{repository}/manifests/{reference}")
            {
                Content = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } },
            },
            cancellationToken);
        await ExpectAsync(response, $"the manifest {repository}:{reference}", cancellationToken);
    }

    /// <summary>Begins an upload, or takes the blob over from another repository of the same registry.</summary>
    /// <returns>Where to send it; null: it is there now.</returns>
    internal async Task<Uri?> BeginUploadAsync(string repository, string digest, string? mountFrom, CancellationToken cancellationToken)
    {
        var query = mountFrom is null ? "" : $"?mount={Uri.EscapeDataString(digest)}&from={Uri.EscapeDataString(mountFrom)}";
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Post, $"{repository}/blobs/uploads/{query}"), cancellationToken);
        await ExpectAsync(response, $"an upload to {repository}", cancellationToken);
        return response.StatusCode == HttpStatusCode.Created ? null : new Uri(http.BaseAddress!, response.Headers.Location!);
    }

    internal async Task UploadAsync(Uri location, string digest, Func<Stream> content, long size, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(location);
        address.Query = $"{address.Query.TrimStart('?')}&digest={Uri.EscapeDataString(digest)}".TrimStart('&');
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Put, address.Uri)
            {
                Content = new StreamContent(content()) { Headers = { ContentLength = size, ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
            },
            cancellationToken);
        await ExpectAsync(response, $"the blob {digest}", cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private async Task<ImmutableArray<string>> ListAsync(string path, string property, string what, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return [];
        await ExpectAsync(response, what, cancellationToken);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(cancellationToken));
        var items = document.RootElement.GetProperty(property);
        return items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray().Select(item => item.GetString()!)] : [];
    }

    private async Task<(OciDescriptor Descriptor, byte[] Content)?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => Accepting(new HttpRequestMessage(HttpMethod.Get, $"{repository}/manifests/{reference}")), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        await ExpectAsync(response, $"the manifest {repository}:{reference}", cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
        return (new OciDescriptor(response.Content.Headers.ContentType!.MediaType!, digest, content.Length), content);
    }

    private async Task<bool> ExistsAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => Accepting(new HttpRequestMessage(HttpMethod.Head, path)), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return false;
        await ExpectAsync(response, path, cancellationToken);
        return true;
    }

    private static HttpRequestMessage Accepting(HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd(string.Join(", ", OciMediaTypes.Manifest, OciMediaTypes.Index, OciMediaTypes.DockerManifest, OciMediaTypes.DockerIndex));
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request(), cancellationToken);
        }
        catch (Exception reason) when (RegistryErrors.IsTransport(reason))
        {
            throw RegistryErrors.Unreachable(registry, reason);
        }
    }

    private async Task ExpectAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw await RegistryErrors.FromAsync(registry, what, response, cancellationToken);
    }
}
