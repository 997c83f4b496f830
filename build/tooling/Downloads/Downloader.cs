using Polly;
using Polly.Retry;

namespace Fridge.Tooling.Downloads;

/// <summary>The one way to download. Files stay in <paramref name="folder"/>, by their checksum.</summary>
public sealed class Downloader(string folder, HttpClient http, TimeProvider time) : IDownloader
{
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);
    private readonly DownloadCache cache = new(folder);
    private readonly SourceOpener opener = new(http);
    private readonly ResiliencePipeline retry = RetryTransient(time);

    public Downloader(FridgePaths paths)
        : this(paths.Downloads, PublicHttp.Open(Stall), TimeProvider.System)
    {
    }

    public async Task<DownloadedFile> FetchAsync(Download download, IReport report, CancellationToken cancellationToken)
    {
        if (!download.EarlierFirst && await cache.FindAsync(download, report, cancellationToken) is { } cached)
            return cached;
        var reasons = new List<string>();
        var missing = false;
        foreach (var source in download.Sources)
        {
            try
            {
                return await FetchAsync(download, source, report, cancellationToken);
            }
            catch (SourceFailedException reason)
            {
                var next = download.Sources.SkipWhile(each => each != source).Skip(1).FirstOrDefault();
                report.Info($"{download.FileName} could not be downloaded from {download.PlaceOf(source)}: {reason.Message}{(next is null ? "" : $"; trying {download.PlaceOf(next)}")}");
                reasons.Add($"{source.Address}: {reason.Message}");
                missing |= reason.Missing;
            }
        }

        throw new DownloadFailedException($"{download.FileName} could not be downloaded from any of its {download.Sources.Length} sources.", "Check the network, or add a source in .nuke/parameters.json.")
        {
            Evidence = reasons,
            Missing = missing,
        };
    }

    private async Task<DownloadedFile> FetchAsync(Download download, DownloadSource source, IReport report, CancellationToken cancellationToken)
    {
        var target = cache.PathOf(download.FileName, source.Checksum);
        try
        {
            await using var part = await HoldAsync(target, report, cancellationToken);
            if (await cache.FindAsync(download with { Sources = [source] }, report, cancellationToken) is { } meanwhile)
                return meanwhile;
            await FillAsync(part, source, download, report, cancellationToken);
            await part.FinishAsync(target);
            return new DownloadedFile(target, source);
        }
        catch (IOException reason) when (DiskFull.Is(reason))
        {
            throw DiskFull.At(target, reason);
        }
    }

    /// <summary>Another run may be at the same file; what it fetches serves us too.</summary>
    private async Task<PartFile> HoldAsync(string target, IReport report, CancellationToken cancellationToken)
    {
        for (var said = false; ; said = true)
        {
            if (PartFile.TryOpen(target) is { } part)
                return part;
            if (!said)
                report.Info($"Waiting for another run that downloads {Path.GetFileName(target)}.");
            await Task.Delay(Busy, time, cancellationToken);
        }
    }

    /// <summary>Ends with the right bytes. What an earlier run left may be the beginning of something else: then once more, from the start.</summary>
    private async Task FillAsync(PartFile part, DownloadSource source, Download download, IReport report, CancellationToken cancellationToken)
    {
        var resumed = part.Length > 0;
        using var progress = report.Begin($"Downloading {download.FileName} from {download.PlaceOf(source)}");
        await retry.ExecuteAsync(async token => await TakeAsync(part, source, source == download.Sources[^1], progress, token), cancellationToken);
        var hash = await part.HashAsync(source.Checksum.Algorithm, cancellationToken);
        if (string.Equals(hash, source.Checksum.Hex, StringComparison.OrdinalIgnoreCase))
            return;
        part.Empty();
        if (!resumed)
            throw new SourceFailedException($"its {source.Checksum.Algorithm.ToString().ToLowerInvariant()} is {hash}, not {source.Checksum.Hex.ToLowerInvariant()}; the file was thrown away");
        await FillAsync(part, source, download, report, cancellationToken);
    }

    /// <param name="last">Without a network no name resolves: another source, which may be a folder, comes before another try.</param>
    private async Task TakeAsync(PartFile part, DownloadSource source, bool last, IProgressItem progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var opened = await opener.OpenAsync(source.Address, part.Length, cancellationToken);
            await part.TakeAsync(opened, source.Limit, Stall, progress, time, cancellationToken);
        }
        catch (Exception reason) when (reason is HttpRequestException or IOException or TimeoutException && !(reason is IOException io && DiskFull.Is(io)))
        {
            throw new SourceFailedException(reason.GetBaseException().Message, transient: last || reason is not HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }, reason);
        }
        catch (OperationCanceledException reason) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceFailedException("it does not answer", transient: true, reason);
        }
    }

    private static ResiliencePipeline RetryTransient(TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<SourceFailedException>(reason => reason.Transient),
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromSeconds(1),
                BackoffType = DelayBackoffType.Exponential,
            })
            .Build();
}
