using System.Net;
using Fridge.Publishing.Contents;
using Fridge.Publishing.Versions;

namespace Fridge.Publishing.GitHub;

/// <summary>Reads what a release has: from a file, or from the release's page, which asks for no token.</summary>
/// <param name="site">Where pages are: <c>https://github.com</c>.</param>
public sealed class ReleaseReader(HttpClient http, Uri site)
{
    private const int MostBytes = 10 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <param name="release">A tag, or a file.</param>
    /// <param name="repository">Whose tag; null: nobody knows.</param>
    /// <exception cref="FridgeException">There is no such release, or it says something else of itself.</exception>
    public async Task<ReleaseDocument> ReadAsync(string release, RepositoryName? repository, CancellationToken cancellationToken)
    {
        if (ReleaseTag.Find(release) is not { } tag)
            return await ReadFileAsync(release, cancellationToken);
        if (repository is null)
            throw new FridgeException($"Nothing says in which repository on GitHub {tag} is.", "Give it: --repository owner/name; or the release's file: --release release.json", wrongUse: true);
        var address = new Uri(site, $"/{repository}/releases/download/{tag}/{ReleaseDocument.FileName}");
        var document = ReleaseDocument.Read(await FetchAsync(address, cancellationToken), $"{address}");
        return document.Tag == $"{tag}"
            ? document
            : throw new FridgeException($"{address} says that it is {document.Tag}.", "Tell whoever made the release. Nothing was taken from it.");
    }

    private static async Task<ReleaseDocument> ReadFileAsync(string file, CancellationToken cancellationToken) => File.Exists(file)
        ? ReleaseDocument.Read(await File.ReadAllBytesAsync(file, cancellationToken), file)
        : throw new FridgeException($"--release {file} is neither a version's tag nor a file that is there.", "Give a tag, v1.2.3, or a release.json.", wrongUse: true);

    private async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var response = await http.GetAsync(address, limit.Token);
            if (response.StatusCode == HttpStatusCode.NotFound)
                throw new FridgeException($"There is no {address}.", "Is it published? Of a repository that isn't public take release.json from its page, and give that file: --release release.json");
            response.EnsureSuccessStatusCode();
            var content = await response.Content.ReadAsByteArrayAsync(limit.Token);
            return content.Length <= MostBytes ? content : throw new FridgeException($"{address} has {content.Length} bytes, which no release.json has.", "Tell whoever made the release.");
        }
        catch (Exception reason) when (reason is HttpRequestException or IOException || (reason is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new FridgeException($"{address} was not reached: {reason.GetBaseException().Message}", "Is this machine online? Or give the release's file: --release release.json", inner: reason);
        }
    }
}
