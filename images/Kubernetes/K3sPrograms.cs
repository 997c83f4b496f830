using System.Collections.Immutable;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;

namespace Fridge.Images.Kubernetes;

/// <summary>What a node of k3s' gets: its one program, and the archive with the images of its own pods; verified by the release's list of sums, once.</summary>
public sealed class K3sPrograms(IDownloader downloader, HttpClient http, ImageSettings settings, FridgePaths paths)
{
    /// <summary>By the release: asks nobody. Of the releases that k3s makes of one of Kubernetes' it is the first.</summary>
    public static string IdOf(KubernetesVersion version) => $"{version}+k3s1";

    /// <param name="debian">Debian's name of the architecture that the node itself runs.</param>
    /// <exception cref="FridgeException">No mirror has it: each with its reason.</exception>
    public async Task<ImmutableArray<NodeProgram>> FetchAsync(KubernetesVersion version, string debian, IReport report, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var mirror in settings.K3sMirrors)
        {
            var folder = new Uri(MirrorRoot.Of(mirror, paths.Checkout), $"v{IdOf(version)}/");
            try
            {
                var sums = await SumsAsync(folder, debian, cancellationToken);
                return
                [
                    await FetchAsync(folder, ProgramOf(debian), "k3s", sums, report, cancellationToken),
                    await FetchAsync(folder, ImagesOf(debian), ImagesOf(debian), sums, report, cancellationToken),
                ];
            }
            catch (Exception reason) when (reason is DownloadFailedException or IOException or HttpRequestException || (reason is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                reasons.AddRange(reason is DownloadFailedException failed ? failed.Evidence : [$"{folder}: {reason.Message}"]);
            }
        }

        throw new FridgeException(
            $"No mirror gives k3s {version} for {debian}.", "Check the network, or add a place with the layout of k3s' releases to K3sMirrors in .nuke/parameters.json.")
        {
            Evidence = reasons,
        };
    }

    private async Task<NodeProgram> FetchAsync(Uri folder, string file, string name, string sums, IReport report, CancellationToken cancellationToken)
    {
        var sum = SumOf(sums, file);
        var fetched = await downloader.FetchAsync(new Download(file, [new DownloadSource(new Uri(folder, file), new Checksum(ChecksumAlgorithm.Sha256, sum))]), report, cancellationToken);
        return new NodeProgram(name, fetched.Path, sum);
    }

    private async Task<string> SumsAsync(Uri folder, string debian, CancellationToken cancellationToken)
    {
        var list = new Uri(folder, $"sha256sum-{ReleasesName(debian)}.txt");
        return list.IsFile ? await File.ReadAllTextAsync(list.LocalPath, cancellationToken) : await http.GetStringAsync(list, cancellationToken);
    }

    /// <summary>As sha256sum writes it; a file may stand there with the folder that it was in.</summary>
    private static string SumOf(string sums, string file) => sums.Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(words => words is [{ Length: 64 } sum, var named] && sum.All(char.IsAsciiHexDigit) && named.TrimStart('*').Split('/')[^1] == file)
        .Select(words => words[0].ToLowerInvariant())
        .FirstOrDefault() ?? throw new IOException($"its list of sums has none of {file}");

    private static string ProgramOf(string debian) => debian == "amd64" ? "k3s" : $"k3s-{debian}";

    private static string ImagesOf(string debian) => $"k3s-airgap-images-{ReleasesName(debian)}.tar.zst";

    private static string ReleasesName(string debian) => debian == "armhf" ? "arm" : debian;
}
