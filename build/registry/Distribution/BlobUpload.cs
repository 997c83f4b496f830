using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Distribution;

/// <summary>
/// Sends one blob: a small one at once, a large one in chunks. After a cut it asks what has arrived and goes on there; a registry that
/// threw the upload away (Debian's 2.8 does, where a chunk was cut) gets it anew, and one that takes no chunks the whole in one request.
/// </summary>
/// <param name="onSent">Bytes since the last call; negative: they have to be sent again.</param>
internal sealed class BlobUpload(OciRegistryClient client, string repository, OciDescriptor blob, Func<Stream> open, Action<long> onSent)
{
    /// <summary>What a cut costs at most, and what is in memory. GitHub's registry takes no larger one (416: "the maximum permissible limit of 4.00MiB").</summary>
    internal const int ChunkBytes = 4 << 20;

    private readonly RegistryScope scope = RegistryScope.Write(repository);
    private long counted;
    private bool takesNoChunks;

    /// <param name="upload">One that was begun; null: begin it.</param>
    /// <exception cref="RegistryUnreachableException">It was cut too often.</exception>
    public async Task RunAsync(Uri? upload, CancellationToken cancellationToken)
    {
        var at = upload is null ? null : new Position(upload, 0);
        var again = false;
        await RegistryRetry.OfATransfer(client.Time).ExecuteAsync(async token =>
        {
            if (again && await client.HasBlobAsync(repository, blob.Digest, token))
                return;
            if (again && at is not null)
                at = await FindAsync(at, token);
            again = true;
            at ??= await BeginAsync(token);
            while (blob.Size > at.Chunk && at.Offset < blob.Size && !takesNoChunks)
                at = await SendChunkAsync(at, token) ?? await WithoutChunksAsync(token);
            await FinishAsync(at, token);
        }, cancellationToken);
    }

    private async Task<Position> WithoutChunksAsync(CancellationToken cancellationToken)
    {
        takesNoChunks = true;
        Count(0);
        return await BeginAsync(cancellationToken);
    }

    private async Task<Position> BeginAsync(CancellationToken cancellationToken)
    {
        using var response = await client.Http.SendAsync(scope, _ => new HttpRequestMessage(HttpMethod.Post, $"{repository}/blobs/uploads/"), cancellationToken);
        await client.Http.ExpectAsync(response, $"an upload to {repository}", cancellationToken);
        var least = response.Headers.TryGetValues("OCI-Chunk-Min-Length", out var values) && int.TryParse(values.First(), CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
        return new Position(client.Http.Address(response.Headers.Location!), 0) { Chunk = Math.Max(least, ChunkBytes) };
    }

    /// <returns>Null: the registry takes no chunks.</returns>
    private async Task<Position?> SendChunkAsync(Position at, CancellationToken cancellationToken)
    {
        var chunk = await ReadAsync(at.Offset, (int)Math.Min(at.Chunk, blob.Size - at.Offset), cancellationToken);
        var last = at.Offset + chunk.Length - 1;
        using var response = await client.Http.SendAsync(scope, sent =>
        {
            var request = new HttpRequestMessage(HttpMethod.Patch, at.Upload) { Content = Content(new MemoryStream(chunk), at.Offset, chunk.Length, sent) };
            request.Content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{at.Offset}-{last}"));
            return request;
        }, cancellationToken);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            throw new RegistryUnreachableException($"The registry did not receive what was sent of {blob.Digest}.", "Run the same command again.");
        if (at.Offset == 0 && response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
            return null;
        await client.Http.ExpectAsync(response, $"a part of the blob {blob.Digest}", cancellationToken);
        return at with { Upload = Next(response, at.Upload), Offset = last + 1 };
    }

    /// <summary>Closes the upload; a small blob goes with it, and the whole where a registry takes no chunks.</summary>
    private async Task FinishAsync(Position at, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(at.Upload);
        address.Query = $"{address.Query.TrimStart('?')}&digest={Uri.EscapeDataString(blob.Digest)}".TrimStart('&');
        using var response = await client.Http.SendAsync(
            scope, sent => new HttpRequestMessage(HttpMethod.Put, address.Uri) { Content = Content(From(at.Offset), at.Offset, blob.Size - at.Offset, sent) }, cancellationToken);
        await client.Http.ExpectAsync(response, $"the blob {blob.Digest}", cancellationToken);
    }

    /// <returns>Where to go on; null: at the beginning.</returns>
    private async Task<Position?> FindAsync(Position at, CancellationToken cancellationToken)
    {
        using var response = await client.Http.SendAsync(scope, _ => new HttpRequestMessage(HttpMethod.Get, at.Upload), cancellationToken);
        var range = response.Headers.TryGetValues("Range", out var values) ? values.First().Split('-') : [];
        // "0-0" is said of one byte and of none.
        var found = response.StatusCode == HttpStatusCode.NoContent && range is [_, var end] && long.TryParse(end, CultureInfo.InvariantCulture, out var last) && last > 0
            ? at with { Upload = Next(response, at.Upload), Offset = last + 1 }
            : null;
        Count(found?.Offset ?? 0);
        return found;
    }

    private Uri Next(HttpResponseMessage response, Uri before) => response.Headers.Location is { } location ? client.Http.Address(location) : before;

    private StreamContent Content(Stream content, long offset, long length, Action sent)
    {
        var done = offset;
        var counting = new CountingStream(content, read =>
        {
            sent();
            Count(done += read);
        });
        return new StreamContent(counting) { Headers = { ContentLength = length, ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
    }

    private async Task<byte[]> ReadAsync(long offset, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await using var content = From(offset);
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private Stream From(long offset)
    {
        var content = open();
        content.Seek(offset, SeekOrigin.Begin);
        return content;
    }

    private void Count(long position)
    {
        onSent(position - counted);
        counted = position;
    }

    /// <param name="Upload">As the registry said it last: its state is in the address.</param>
    private sealed record Position(Uri Upload, long Offset)
    {
        /// <summary>Bytes: ours, or more where the registry wants more.</summary>
        public int Chunk { get; init; } = ChunkBytes;
    }
}
