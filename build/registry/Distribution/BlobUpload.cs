using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Fridge.Registry.Oci;
using Polly;
using Polly.Retry;

namespace Fridge.Registry.Distribution;

/// <summary>
/// Sends one blob: a small one at once, a large one in chunks. After a cut it asks what has arrived and goes on there; a registry that
/// threw the upload away (Debian's 2.8 does, where a chunk was cut) gets it anew.
/// </summary>
/// <param name="onSent">Bytes since the last call; negative: they have to be sent again.</param>
internal sealed class BlobUpload(OciRegistryClient client, string repository, OciDescriptor blob, Func<Stream> open, Action<long> onSent)
{
    /// <summary>What a cut costs at most, and what is in memory.</summary>
    internal const int ChunkBytes = 8 << 20;

    private const int Attempts = 5;
    private readonly RegistryScope scope = RegistryScope.Write(repository);
    private long counted;

    /// <param name="upload">One that was begun; null: begin it.</param>
    /// <exception cref="RegistryUnreachableException">It was cut too often.</exception>
    public async Task RunAsync(Uri? upload, CancellationToken cancellationToken)
    {
        var at = upload is null ? null : new Position(upload, 0);
        var again = false;
        await Retry(client.Time).ExecuteAsync(async token =>
        {
            if (again && await client.HasBlobAsync(repository, blob.Digest, token))
                return;
            if (again && at is not null)
                at = await FindAsync(at, token);
            again = true;
            at ??= new Position(await BeginAsync(token), 0);
            while (blob.Size > ChunkBytes && at.Offset < blob.Size)
                at = await SendChunkAsync(at, token);
            await FinishAsync(at, token);
        }, cancellationToken);
    }

    private async Task<Uri> BeginAsync(CancellationToken cancellationToken)
    {
        using var response = await client.Http.SendAsync(scope, () => new HttpRequestMessage(HttpMethod.Post, $"{repository}/blobs/uploads/"), cancellationToken);
        await client.Http.ExpectAsync(response, $"an upload to {repository}", cancellationToken);
        return client.Http.Address(response.Headers.Location!);
    }

    private async Task<Position> SendChunkAsync(Position at, CancellationToken cancellationToken)
    {
        var chunk = await ReadAsync(at.Offset, (int)Math.Min(ChunkBytes, blob.Size - at.Offset), cancellationToken);
        var last = at.Offset + chunk.Length - 1;
        using var response = await client.Http.SendAsync(scope, sent =>
        {
            var request = new HttpRequestMessage(HttpMethod.Patch, at.Upload) { Content = Content(chunk, at.Offset, sent) };
            request.Content.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{at.Offset}-{last}"));
            return request;
        }, cancellationToken);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            throw new RegistryUnreachableException($"The registry has not got what was sent of {blob.Digest}.", "Run the same command again.");
        await client.Http.ExpectAsync(response, $"a part of the blob {blob.Digest}", cancellationToken);
        return new Position(Next(response, at.Upload), last + 1);
    }

    /// <summary>Closes the upload; a small blob goes with it.</summary>
    private async Task FinishAsync(Position at, CancellationToken cancellationToken)
    {
        var rest = await ReadAsync(at.Offset, (int)(blob.Size - at.Offset), cancellationToken);
        var address = new UriBuilder(at.Upload);
        address.Query = $"{address.Query.TrimStart('?')}&digest={Uri.EscapeDataString(blob.Digest)}".TrimStart('&');
        using var response = await client.Http.SendAsync(
            scope, sent => new HttpRequestMessage(HttpMethod.Put, address.Uri) { Content = Content(rest, at.Offset, sent) }, cancellationToken);
        await client.Http.ExpectAsync(response, $"the blob {blob.Digest}", cancellationToken);
    }

    /// <returns>Where to go on; null: at the beginning.</returns>
    private async Task<Position?> FindAsync(Position at, CancellationToken cancellationToken)
    {
        using var response = await client.Http.SendAsync(scope, () => new HttpRequestMessage(HttpMethod.Get, at.Upload), cancellationToken);
        var range = response.Headers.TryGetValues("Range", out var values) ? values.First().Split('-') : [];
        // "0-0" is said of one byte and of none.
        var found = response.StatusCode == HttpStatusCode.NoContent && range is [_, var end] && long.TryParse(end, CultureInfo.InvariantCulture, out var last) && last > 0
            ? new Position(Next(response, at.Upload), last + 1)
            : null;
        Count(found?.Offset ?? 0);
        return found;
    }

    private Uri Next(HttpResponseMessage response, Uri before) => response.Headers.Location is { } location ? client.Http.Address(location) : before;

    private StreamContent Content(byte[] bytes, long offset, Action sent)
    {
        var done = offset;
        var counting = new CountingStream(new MemoryStream(bytes), read =>
        {
            sent();
            Count(done += read);
        });
        return new StreamContent(counting) { Headers = { ContentLength = bytes.Length, ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
    }

    private async Task<byte[]> ReadAsync(long offset, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await using var content = open();
        content.Seek(offset, SeekOrigin.Begin);
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private void Count(long position)
    {
        onSent(position - counted);
        counted = position;
    }

    private static ResiliencePipeline Retry(TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<RegistryUnreachableException>(),
        MaxRetryAttempts = Attempts - 1,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(500),
    }).Build();

    /// <param name="Upload">As the registry said it last: its state is in the address.</param>
    private sealed record Position(Uri Upload, long Offset);
}
