using System.Net;
using Fridge.Registry.Oci;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>Takes one upload as the distribution specification says, and loses the connection where it is told. A double.</summary>
internal sealed class UploadingRegistry(params long[] cuts)
{
    private readonly Queue<long> cuts = new(cuts);
    private readonly MemoryStream upload = new();

    /// <summary>A conforming one says what it has; Debian's 2.8 throws the upload away.</summary>
    public bool ForgetsWhatWasCut { get; init; }

    /// <summary>Some registries, and doors before them, know the upload in one request alone.</summary>
    public bool TakesChunks { get; init; } = true;

    /// <summary>Of a chunk that isn't the last; 0: it asks for nothing.</summary>
    public int LeastChunk { get; init; }

    public byte[]? Blob { get; private set; }

    public long Received { get; private set; }

    public int Begun { get; private set; }

    public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.Method.Method switch
    {
        "HEAD" => new HttpResponseMessage(Blob is null ? HttpStatusCode.NotFound : HttpStatusCode.OK),
        "POST" => Begin(),
        "GET" => Blob is null && upload.Length > 0 ? Position(HttpStatusCode.NoContent) : new HttpResponseMessage(HttpStatusCode.NotFound),
        "PATCH" when !TakesChunks => new HttpResponseMessage(HttpStatusCode.MethodNotAllowed),
        "PATCH" => await TakeAsync(request, cancellationToken) ? Position(HttpStatusCode.Accepted) : new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable),
        _ => await FinishAsync(request, cancellationToken),
    };

    private HttpResponseMessage Begin()
    {
        Begun++;
        upload.SetLength(0);
        var begun = Position(HttpStatusCode.Accepted);
        if (LeastChunk > 0)
            begun.Headers.Add("OCI-Chunk-Min-Length", $"{LeastChunk}");
        return begun;
    }

    private HttpResponseMessage Position(HttpStatusCode status)
    {
        var response = new HttpResponseMessage(status);
        response.Headers.Location = new Uri($"/v2/job/blobs/uploads/1?at={upload.Length}", UriKind.Relative);
        response.Headers.TryAddWithoutValidation("Range", $"0-{Math.Max(0, upload.Length - 1)}");
        return response;
    }

    private async Task<bool> TakeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Content!.Headers.NonValidated["Content-Range"].ToString().StartsWith($"{upload.Length}-", StringComparison.Ordinal))
            return false;
        await ReceiveAsync(request, cancellationToken);
        return true;
    }

    private async Task<HttpResponseMessage> FinishAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await ReceiveAsync(request, cancellationToken);
        Blob = upload.ToArray();
        var named = Uri.UnescapeDataString(request.RequestUri!.Query).EndsWith(OciDigest.Of(Blob), StringComparison.Ordinal);
        return new HttpResponseMessage(named ? HttpStatusCode.Created : HttpStatusCode.BadRequest);
    }

    private async Task ReceiveAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await using var content = await request.Content!.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[1 << 16];
        while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            var taken = cuts.TryPeek(out var cut) ? (int)Math.Min(read, cut - Received) : read;
            upload.Write(buffer, 0, taken);
            Received += taken;
            if (taken < read)
                Lose();
        }
    }

    private void Lose()
    {
        cuts.Dequeue();
        if (ForgetsWhatWasCut)
            upload.SetLength(0);
        throw new HttpRequestException("the connection was lost", new IOException("the connection was lost"));
    }
}
