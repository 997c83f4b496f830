using System.Net;
using System.Net.Http.Headers;
using Fridge.Registry.Oci;

namespace Fridge.Registry.Distribution;

/// <summary>
/// Brings one blob into a file, beside which it grows until its digest is right: what an earlier run left is gone on with, and what isn't
/// what its name says is never there under it.
/// </summary>
/// <param name="onReceived">Bytes since the last call.</param>
internal sealed class BlobDownload(OciRegistryClient client, string repository, OciDescriptor blob, string path, Action<long> onReceived)
{
    private const int BufferBytes = 1 << 16;

    private string Part => path + ".part";

    /// <returns>False: it was there.</returns>
    /// <exception cref="FridgeException">The registry hasn't got it, or has something else under its name.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(path) && await DigestAsync(path, cancellationToken) == blob.Digest)
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await RegistryRetry.OfATransfer(client.Time).ExecuteAsync(async token => await TakeAsync(token), cancellationToken);
        if (await DigestAsync(Part, cancellationToken) is var found && found != blob.Digest)
        {
            File.Delete(Part);
            throw RegistryErrors.Damaged(client.Name, $"{repository}@{blob.Digest}", found);
        }

        File.Move(Part, path, overwrite: true);
        return true;
    }

    private async Task TakeAsync(CancellationToken cancellationToken)
    {
        await using var file = new FileStream(Part, FileMode.OpenOrCreate, FileAccess.Write);
        if (file.Length > blob.Size)
            file.SetLength(0);
        file.Seek(0, SeekOrigin.End);
        if (file.Length == blob.Size)
            return;
        using var response = await client.Http.SendAsync(RegistryScope.Read(repository), () => Question(file.Length), cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode == HttpStatusCode.NotFound)
            throw RegistryErrors.Missing(client.Name, $"{repository}@{blob.Digest}");
        await client.Http.ExpectAsync(response, $"the blob {blob.Digest}", cancellationToken);
        if (response.StatusCode != HttpStatusCode.PartialContent)
            file.SetLength(0);
        await CopyAsync(response, file, cancellationToken);
    }

    /// <summary>Not a byte more than the blob has, and none that doesn't come in time.</summary>
    private async Task CopyAsync(HttpResponseMessage response, FileStream file, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(RegistryHttp.Limit, client.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var buffer = new byte[BufferBytes];
        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(either.Token);
            while (file.Length <= blob.Size && await content.ReadAsync(buffer, either.Token) is var read and > 0)
            {
                limit.CancelAfter(RegistryHttp.Limit);
                file.Write(buffer.AsSpan(0, read));
                onReceived(read);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw RegistryErrors.Silent(client.Name, RegistryHttp.Limit);
        }
        catch (Exception reason) when (RegistryErrors.IsTransport(reason))
        {
            throw RegistryErrors.CutOff(client.Name, reason);
        }
    }

    private HttpRequestMessage Question(long from)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{repository}/blobs/{blob.Digest}");
        if (from > 0)
            request.Headers.Range = new RangeHeaderValue(from, null);
        return request;
    }

    private static async Task<string> DigestAsync(string file, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        return await OciDigest.OfAsync(content, cancellationToken);
    }
}
