using System.Collections.Immutable;

namespace Fridge.Tooling.Downloads;

/// <summary>A file to have: where it may come from, in order, and what it must be.</summary>
/// <param name="FileName">Its name in the cache.</param>
public sealed record Download(string FileName, ImmutableArray<DownloadSource> Sources)
{
    /// <summary>A copy that is here from a later source doesn't stand for an earlier one, which is asked first.</summary>
    public bool EarlierFirst { get; init; }

    /// <summary>What messages call a source: its folder or host, and of two archives on one host what differs of their paths.</summary>
    internal string PlaceOf(DownloadSource source)
    {
        if (source.Address.IsFile)
            return Path.GetDirectoryName(source.Address.LocalPath)!;
        var path = Parts(source);
        var others = Sources.Where(other => other != source && other.Address.Host == source.Address.Host).Select(Parts).ToArray();
        if (others.Length == 0)
            return source.Address.Host;
        var alike = others.Max(other => path.Reverse().Zip(other.Reverse()).TakeWhile(pair => pair.First == pair.Second).Count());
        return $"{source.Address.Host}/{string.Join('/', path.SkipLast(Math.Min(alike, path.Length - 1)))}";
    }

    private static string[] Parts(DownloadSource source) => source.Address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

/// <param name="Address">http, https or file.</param>
/// <param name="Checksum">What this source's copy must give. Sources may differ: a cut distribution has its own checksum.</param>
public sealed record DownloadSource(Uri Address, Checksum Checksum)
{
    /// <summary>Bytes that it may have; nobody who answers in its place fills the disk before the checksum tells.</summary>
    public long Limit { get; init; } = 2L << 30;
}

public sealed record Checksum(ChecksumAlgorithm Algorithm, string Hex);

public enum ChecksumAlgorithm
{
    Sha256,
    Sha512,
}

/// <param name="Path">The verified file in the cache.</param>
/// <param name="Source">The source whose checksum it has.</param>
public sealed record DownloadedFile(string Path, DownloadSource Source);

/// <summary>The one way to download: mirrors tried in order, resumable, checksummed, cached, with progress.</summary>
public interface IDownloader
{
    /// <exception cref="DownloadFailedException">No source gave the file: each with its reason.</exception>
    Task<DownloadedFile> FetchAsync(Download download, IReport report, CancellationToken cancellationToken);
}
