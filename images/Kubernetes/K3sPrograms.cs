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

    private readonly VerifiedPrograms verified = new(downloader, http);

    /// <param name="debian">Debian's name of the architecture that the node itself runs.</param>
    /// <exception cref="FridgeException">No mirror has it: each with its reason.</exception>
    public Task<ImmutableArray<NodeProgram>> FetchAsync(KubernetesVersion version, string debian, IReport report, CancellationToken cancellationToken) => VerifiedPrograms.FromFirstAsync(
        settings.K3sMirrors.Select(mirror => new Uri(MirrorRoot.Of(mirror, paths.Checkout), $"v{IdOf(version)}/")),
        folder => FetchAsync(folder, debian, report, cancellationToken),
        $"No mirror gives k3s {version} for {debian}.", "Check the network, or add a place with the layout of k3s' releases to K3sMirrors in .nuke/parameters.json.",
        cancellationToken);

    private async Task<ImmutableArray<NodeProgram>> FetchAsync(Uri folder, string debian, IReport report, CancellationToken cancellationToken)
    {
        var sums = await verified.TextAsync(new Uri(folder, $"sha256sum-{ReleasesName(debian)}.txt"), cancellationToken);
        return [await OneAsync(ProgramOf(debian), "k3s"), await OneAsync(ImagesOf(debian), ImagesOf(debian))];

        Task<NodeProgram> OneAsync(string file, string name) => verified.FetchAsync(name, new Uri(folder, file), SumOf(sums, file), report, cancellationToken);
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
