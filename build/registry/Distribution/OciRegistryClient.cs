using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Distribution;

/// <summary>A client of one registry by the OCI distribution protocol.</summary>
internal sealed partial class OciRegistryClient : IDisposable
{
    private const int Listed = 1000;
    private const int LargestDocument = 4 << 20;
    private readonly RegistryConnection connection;

    public OciRegistryClient(RegistryConnection connection)
        : this(connection, connection.Handler())
    {
    }

    internal OciRegistryClient(RegistryConnection connection, HttpMessageHandler handler) =>
        (this.connection, Time, Http) = (connection, connection.Time, new RegistryHttp(connection, handler));

    internal string Name => connection.Registry;

    internal TimeProvider Time { get; }

    internal RegistryHttp Http { get; }

    /// <summary>True: it answers.</summary>
    public async Task<bool> IsUpAsync(CancellationToken cancellationToken)
    {
        using var response = await Http.SendAsync(RegistryScope.Registry, () => new HttpRequestMessage(HttpMethod.Get, ""), cancellationToken);
        return response.IsSuccessStatusCode;
    }

    /// <param name="reference">A tag, or a digest.</param>
    public Task<bool> HasManifestAsync(string repository, string reference, CancellationToken cancellationToken) =>
        ExistsAsync(repository, $"{repository}/manifests/{reference}", cancellationToken);

    internal Task<bool> HasBlobAsync(string repository, string digest, CancellationToken cancellationToken) =>
        ExistsAsync(repository, $"{repository}/blobs/{digest}", cancellationToken);

    public Task<ImmutableArray<string>> RepositoriesAsync(CancellationToken cancellationToken) =>
        ListAsync(RegistryScope.Registry, $"_catalog?n={Listed}", "repositories", "its repositories", cancellationToken);

    /// <summary>Empty where the repository does not exist.</summary>
    public Task<ImmutableArray<string>> TagsAsync(string repository, CancellationToken cancellationToken) =>
        ListAsync(RegistryScope.Read(repository), $"{repository}/tags/list", "tags", $"the tags of {repository}", cancellationToken);

    /// <summary>What a tag or a digest names; null: nothing is there.</summary>
    public async Task<NamedManifest?> FindManifestAsync(string repository, string reference, CancellationToken cancellationToken) =>
        await GetManifestAsync(repository, reference, cancellationToken) is var (descriptor, content)
            ? new NamedManifest(descriptor.Digest, OciMediaTypes.IsIndex(descriptor.MediaType) ? [.. OciJson.Index(content).Select(platform => platform.Digest)] : [])
            : null;

    /// <summary>A manifest's bytes, as its digest was made of them; null: nothing is there.</summary>
    internal async Task<byte[]?> ReadManifestAsync(string repository, string reference, CancellationToken cancellationToken) =>
        await GetManifestAsync(repository, reference, cancellationToken) is var (_, content) ? content : null;

    /// <summary>A small blob, whole in memory; null: nothing is there.</summary>
    /// <exception cref="FridgeException">It is larger than a document is, or the registry gave something else.</exception>
    internal async Task<byte[]?> ReadDocumentAsync(string repository, OciDescriptor blob, CancellationToken cancellationToken)
    {
        if (blob.Size > LargestDocument)
            throw new FridgeException($"{Name}/{repository}@{blob.Digest} has {blob.Size} bytes: that is too large for an image's document.", "Look at who pushes to that registry.");
        using var response = await Http.SendAsync(RegistryScope.Read(repository), () => new HttpRequestMessage(HttpMethod.Get, $"{repository}/blobs/{blob.Digest}"), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        await Http.ExpectAsync(response, $"the blob {blob.Digest}", cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return OciDigest.Of(content) is var digest && digest == blob.Digest ? content : throw RegistryErrors.Damaged(Name, $"{repository}@{blob.Digest}", digest);
    }

    /// <summary>Gives a manifest that is there one more name.</summary>
    public async Task TagAsync(string repository, string digest, string tag, CancellationToken cancellationToken)
    {
        if (await GetManifestAsync(repository, digest, cancellationToken) is var (descriptor, content))
            await PutManifestAsync(repository, tag, descriptor.MediaType, content, cancellationToken);
    }

    /// <returns>False: it was not there.</returns>
    public async Task<bool> DeleteManifestAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        using var response = await Http.SendAsync(
            RegistryScope.Write(repository), () => new HttpRequestMessage(HttpMethod.Delete, $"{repository}/manifests/{digest}"), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return false;
        await Http.ExpectAsync(response, $"to delete {repository}@{digest}", cancellationToken);
        return true;
    }

    /// <param name="reference">A tag, or the content's own digest.</param>
    internal async Task PutManifestAsync(string repository, string reference, string mediaType, byte[] content, CancellationToken cancellationToken)
    {
        using var response = await Http.SendAsync(
            RegistryScope.Write(repository),
            () => new HttpRequestMessage(HttpMethod.Put, $"{repository}/manifests/{reference}")
            {
                Content = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } },
            },
            cancellationToken);
        await Http.ExpectAsync(response, $"the manifest {repository}:{reference}", cancellationToken);
    }

    /// <summary>Takes a blob over from another repository of the same registry.</summary>
    /// <returns>Null: it is there now; else where to send it, since the registry would not.</returns>
    internal async Task<Uri?> MountAsync(string repository, string digest, string from, CancellationToken cancellationToken)
    {
        var query = $"?mount={Uri.EscapeDataString(digest)}&from={Uri.EscapeDataString(from)}";
        using var response = await Http.SendAsync(
            RegistryScope.Write(repository) with { MountFrom = from }, () => new HttpRequestMessage(HttpMethod.Post, $"{repository}/blobs/uploads/{query}"), cancellationToken);
        await Http.ExpectAsync(response, $"an upload to {repository}", cancellationToken);
        return response.StatusCode == HttpStatusCode.Created ? null : Http.Address(response.Headers.Location!);
    }

    public void Dispose() => Http.Dispose();

    /// <summary>Page by page, as long as the registry names a next one.</summary>
    private async Task<ImmutableArray<string>> ListAsync(RegistryScope scope, string path, string property, string what, CancellationToken cancellationToken)
    {
        var (listed, asked) = (ImmutableArray.CreateBuilder<string>(), new HashSet<Uri>());
        for (var page = Http.Address(new Uri(path, UriKind.Relative)); page is not null && asked.Add(page);)
        {
            var address = page;
            using var response = await Http.SendAsync(scope, () => new HttpRequestMessage(HttpMethod.Get, address), cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
                break;
            await Http.ExpectAsync(response, what, cancellationToken);
            using var document = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(cancellationToken));
            var items = document.RootElement.GetProperty(property);
            listed.AddRange(items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().Select(item => item.GetString()!) : []);
            page = NextPage(response, address);
        }

        return [.. listed.Distinct()];
    }

    /// <returns>Null: this is the last one. A page elsewhere isn't followed: who we are is for this registry alone.</returns>
    private static Uri? NextPage(HttpResponseMessage response, Uri page) =>
        response.Headers.TryGetValues("Link", out var links) && links.Select(link => NextLink().Match(link)).FirstOrDefault(match => match.Success) is { } next
        && Uri.TryCreate(page, next.Groups["page"].Value, out var address) && address.Authority == page.Authority && address.Scheme == page.Scheme
            ? address
            : null;

    private async Task<(OciDescriptor Descriptor, byte[] Content)?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        using var response = await Http.SendAsync(
            RegistryScope.Read(repository), () => Accepting(new HttpRequestMessage(HttpMethod.Get, $"{repository}/manifests/{reference}")), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        await Http.ExpectAsync(response, $"the manifest {repository}:{reference}", cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var digest = OciDigest.Of(content);
        if (reference.StartsWith(OciDigest.Prefix, StringComparison.Ordinal) && reference != digest)
            throw new FridgeException($"The registry returned something else for {repository}@{reference}: its digest is {digest}.", "The registry's disk may be damaged. Delete that image there and deploy again.");
        return (new OciDescriptor(response.Content.Headers.ContentType!.MediaType!, digest, content.Length), content);
    }

    private async Task<bool> ExistsAsync(string repository, string path, CancellationToken cancellationToken)
    {
        using var response = await Http.SendAsync(RegistryScope.Read(repository), () => Accepting(new HttpRequestMessage(HttpMethod.Head, path)), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return false;
        await Http.ExpectAsync(response, path, cancellationToken);
        return true;
    }

    private static HttpRequestMessage Accepting(HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd(string.Join(", ", OciMediaTypes.Manifest, OciMediaTypes.Index, OciMediaTypes.DockerManifest, OciMediaTypes.DockerIndex));
        return request;
    }

    /// <summary>RFC 5988, as the distribution specification has it for lists.</summary>
    [GeneratedRegex("^\\s*<(?<page>[^>]+)>\\s*;\\s*rel=\"?next\"?", RegexOptions.IgnoreCase)]
    private static partial Regex NextLink();
}
