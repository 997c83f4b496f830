using System.Net;
using System.Text;
using Fridge.Publishing.Contents;
using Fridge.Publishing.Versions;

namespace Fridge.Publishing.GitHub;

/// <summary>Reads what a release has: from a file, or from the release's page, which asks for no token.</summary>
/// <param name="site">Where pages are: <c>https://github.com</c>.</param>
public sealed class ReleaseReader(HttpClient http, Uri site)
{
    private const int MostBytes = 10 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Whether a signature of the checksums is one of the key that a person trusts; null: nobody asks.</summary>
    public Func<byte[], string, bool>? IsSigned { get; init; }

    /// <param name="release">A tag, or a file.</param>
    /// <param name="repository">Whose tag; null: nobody knows.</param>
    /// <exception cref="FridgeException">There is no such release, it says something else of itself, or it isn't signed as it should be.</exception>
    public async Task<ReleaseDocument> ReadAsync(string release, RepositoryName? repository, CancellationToken cancellationToken)
    {
        if (ReleaseTag.Find(release) is not { } tag)
            return ReleaseDocument.Read(await VerifiedAsync(release, await ReadFileAsync(release, cancellationToken), name => ReadBesideAsync(release, name, cancellationToken)), release);
        if (repository is null)
            throw new FridgeException($"The GitHub repository of {tag} is unknown.", "Name it: --repository owner/name; or give the release's file: --release release.json", wrongUse: true);
        var address = Address(ReleaseDocument.FileName);
        var document = ReleaseDocument.Read(await VerifiedAsync($"{address}", await FetchAsync(address, cancellationToken), name => FetchAsync(Address(name), cancellationToken)), $"{address}");
        return document.Tag == $"{tag}"
            ? document
            : throw new FridgeException($"{address} says that it is {document.Tag}.", "Tell whoever made the release. Nothing was taken from it.");

        Uri Address(string file) => new(site, $"/{repository}/releases/download/{tag}/{file}");
    }

    /// <summary>By the checksums, which are signed.</summary>
    /// <param name="read">Another file of the release.</param>
    private async Task<byte[]> VerifiedAsync(string from, byte[] document, Func<string, Task<byte[]>> read)
    {
        if (IsSigned is null)
            return document;
        var (sums, signature) = (await read(ReleaseContents.Checksums), Encoding.UTF8.GetString(await read(ReleaseContents.Signature)));
        if (!IsSigned(sums, signature))
            throw new FridgeException($"The {ReleaseContents.Checksums} of {from} isn't signed by the key that --key names.", "Nothing was taken. Is it the right key, and does the release come from the key's owner?");
        return Encoding.UTF8.GetString(sums).Split('\n').Contains($"{new Asset(ReleaseDocument.FileName, document).Sha256}  {ReleaseDocument.FileName}")
            ? document
            : throw new FridgeException($"{from} isn't the file that its {ReleaseContents.Checksums} names.", "Nothing was taken. Take both from the release's page again.");
    }

    private static async Task<byte[]> ReadFileAsync(string file, CancellationToken cancellationToken) => File.Exists(file)
        ? await File.ReadAllBytesAsync(file, cancellationToken)
        : throw new FridgeException($"--release {file} is neither a version's tag nor an existing file.", "Give a tag, v1.2.3, or a release.json.", wrongUse: true);

    private static async Task<byte[]> ReadBesideAsync(string release, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(release))!, name);
        return File.Exists(path)
            ? await File.ReadAllBytesAsync(path, cancellationToken)
            : throw new FridgeException($"There is no {name} beside {release}; --key needs it.", "Take it from the release's page too.", wrongUse: true);
    }

    private async Task<byte[]> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var response = await http.GetAsync(address, limit.Token);
            if (response.StatusCode == HttpStatusCode.NotFound)
                throw new FridgeException($"There is no {address}.", "Is it published? If the repository isn't public, download release.json from its page and give that file: --release release.json");
            response.EnsureSuccessStatusCode();
            var content = await response.Content.ReadAsByteArrayAsync(limit.Token);
            return content.Length <= MostBytes ? content : throw new FridgeException($"{address} has {content.Length} bytes: that is too large for a release.json.", "Tell whoever made the release.");
        }
        catch (Exception reason) when (reason is HttpRequestException or IOException || (reason is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new FridgeException($"{address} was not reached: {reason.GetBaseException().Message}", "Is this machine online? Or give the release's file: --release release.json", inner: reason);
        }
    }
}
