using Fridge.Model;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;

namespace Fridge.Images.Kubernetes;

/// <summary>Programs from mirrors that publish their checksums beside them.</summary>
internal sealed class VerifiedPrograms(IDownloader downloader, HttpClient http)
{
    /// <param name="places">In the order in which they are asked.</param>
    /// <param name="fetch">From one of them.</param>
    /// <returns>From the first place that has it.</returns>
    /// <exception cref="FridgeException">No place has it: each with its reason.</exception>
    public static async Task<T> FromFirstAsync<T>(IEnumerable<Uri> places, Func<Uri, Task<T>> fetch, string refusal, string nextStep, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var place in places)
        {
            try
            {
                return await fetch(place);
            }
            catch (Exception reason) when (reason is DownloadFailedException or IOException or HttpRequestException || (reason is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                reasons.AddRange(reason is DownloadFailedException failed ? failed.Evidence : [$"{place}: {reason.Message}"]);
            }
        }

        throw new FridgeException(refusal, nextStep) { Evidence = reasons };
    }

    /// <param name="name">On the node.</param>
    /// <param name="sha256">As the mirror has it, in hex.</param>
    public async Task<NodeProgram> FetchAsync(string name, Uri address, string sha256, IReport report, CancellationToken cancellationToken)
    {
        var fetched = await downloader.FetchAsync(
            new Download(Path.GetFileName(address.LocalPath), [new DownloadSource(address, new Checksum(ChecksumAlgorithm.Sha256, sha256))]), report, cancellationToken);
        return new NodeProgram(name, fetched.Path, sha256);
    }

    /// <summary>A mirror may be a folder.</summary>
    public async Task<string> TextAsync(Uri address, CancellationToken cancellationToken) =>
        address.IsFile ? await File.ReadAllTextAsync(address.LocalPath, cancellationToken) : await http.GetStringAsync(address, cancellationToken);
}
