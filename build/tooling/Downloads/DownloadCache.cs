using System.Security.Cryptography;

namespace Fridge.Tooling.Downloads;

/// <summary>Files by their checksum: <c>downloads/sha512-1f3a…/flink.tgz</c>. A file's folder says what it must be, so a damaged one is found out.</summary>
internal sealed class DownloadCache(string folder)
{
    private const int ShownDigits = 32;

    public string PathOf(string fileName, Checksum checksum) =>
        Path.Combine(folder, $"{checksum.Algorithm.ToString().ToLowerInvariant()}-{checksum.Hex.ToLowerInvariant()[..Math.Min(ShownDigits, checksum.Hex.Length)]}", fileName);

    /// <summary>The first source's copy that is here and undamaged; a damaged one is thrown away.</summary>
    public async Task<DownloadedFile?> FindAsync(Download download, IReport report, CancellationToken cancellationToken)
    {
        foreach (var source in download.Sources)
        {
            var path = PathOf(download.FileName, source.Checksum);
            if (!File.Exists(path))
                continue;
            if (await MatchesAsync(path, source.Checksum, cancellationToken))
                return new DownloadedFile(path, source);
            report.Warn($"{path} is damaged and is downloaded again.");
            File.Delete(path);
        }

        return null;
    }

    public static async Task<string> HashAsync(Stream content, ChecksumAlgorithm algorithm, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(algorithm switch
        {
            ChecksumAlgorithm.Sha256 => await SHA256.HashDataAsync(content, cancellationToken),
            ChecksumAlgorithm.Sha512 => await SHA512.HashDataAsync(content, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
        });

    private static async Task<bool> MatchesAsync(string path, Checksum checksum, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return string.Equals(await HashAsync(file, checksum.Algorithm, cancellationToken), checksum.Hex, StringComparison.OrdinalIgnoreCase);
    }
}
