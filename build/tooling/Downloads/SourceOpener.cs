using System.Net;
using System.Net.Http.Headers;

namespace Fridge.Tooling.Downloads;

/// <summary>Bytes of a source from a position on.</summary>
/// <param name="From">Where they begin: 0 when the source doesn't resume.</param>
/// <param name="Total">The whole file's length, where the source says it.</param>
internal sealed record OpenedSource(Stream Bytes, long From, long? Total, IDisposable? Owner) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Bytes.DisposeAsync();
        Owner?.Dispose();
    }
}

/// <summary>Opens http, https and file addresses.</summary>
internal sealed class SourceOpener(HttpClient http)
{
    public Task<OpenedSource> OpenAsync(Uri address, long from, CancellationToken cancellationToken) =>
        address.IsFile ? Task.FromResult(OpenFile(address, from)) : OpenHttpAsync(address, from, cancellationToken);

    private static OpenedSource OpenFile(Uri address, long from)
    {
        if (!File.Exists(address.LocalPath) && File.Exists($"{address.LocalPath}.xz"))
            return PackedFile.Open($"{address.LocalPath}.xz");
        if (!File.Exists(address.LocalPath))
            throw new SourceFailedException("no such file");
        var file = File.OpenRead(address.LocalPath);
        file.Position = from <= file.Length ? from : 0;
        return new OpenedSource(file, file.Position, file.Length, null);
    }

    private async Task<OpenedSource> OpenHttpAsync(Uri address, long from, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (from > 0)
            request.Headers.Range = new RangeHeaderValue(from, null);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            return await AcceptAsync(response, from, cancellationToken) ?? await AgainFromTheStartAsync(address, response, cancellationToken);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <returns>Null: the part that we have is not a beginning of this source's file.</returns>
    private static async Task<OpenedSource?> AcceptAsync(HttpResponseMessage response, long from, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && from > 0)
            return null;
        if (!response.IsSuccessStatusCode)
        {
            throw new SourceFailedException($"HTTP {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(), IsTransient(response.StatusCode))
            {
                Missing = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone,
            };
        }

        var range = response.Content.Headers.ContentRange;
        var resumed = response.StatusCode == HttpStatusCode.PartialContent;
        if (resumed && range?.From != from)
            return null;
        var total = resumed ? range?.Length : response.Content.Headers.ContentLength;
        return new OpenedSource(await response.Content.ReadAsStreamAsync(cancellationToken), resumed ? from : 0, total, response);
    }

    private Task<OpenedSource> AgainFromTheStartAsync(Uri address, HttpResponseMessage refused, CancellationToken cancellationToken)
    {
        refused.Dispose();
        return OpenHttpAsync(address, 0, cancellationToken);
    }

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;
}
