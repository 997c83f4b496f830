using System.Collections.Concurrent;
using Fridge.Tooling.Downloads;

namespace Fridge.Tests.Images;

/// <summary>Gives the files that a script names, and remembers what was asked for.</summary>
internal sealed class ScriptedDownloads(Func<Download, CancellationToken, Task<string>> script) : IDownloader
{
    public ConcurrentQueue<Download> Asked { get; } = [];

    public async Task<DownloadedFile> FetchAsync(Download download, IReport report, CancellationToken cancellationToken)
    {
        Asked.Enqueue(download);
        return new DownloadedFile(await script(download, cancellationToken), download.Sources[0]);
    }
}
