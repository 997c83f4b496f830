using System.Collections.Immutable;
using Fridge.Images.Archives;
using Fridge.Images.Builds;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;

namespace Fridge.Images.Kubernetes;

/// <summary>Kubernetes' programs from its mirrors, and Debian's packages beside them by lock; verified, once.</summary>
public sealed class KubernetesDownloads(IDownloader downloader, HttpClient http, DebianArchives archives, BuilderImage builder, ImageSettings settings, FridgePaths paths)
{
    private const int HexOfSha256 = 64;

    private static readonly ImmutableArray<string> Components = ["kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler", "kubelet"];

    private readonly VerifiedPrograms verified = new(downloader, http);

    /// <param name="host">The machine that fetches.</param>
    public static KubernetesDownloads On(HostFacts host, IProcessRunner processes, HttpClient http, ImageSettings settings, FridgePaths paths) => new(
        new Downloader(paths), http, new DebianArchives(processes, host.Docker), new BuilderImage(new LocalImages(processes, host, paths), http), settings, paths);

    /// <param name="debian">Debian's name of the architecture.</param>
    /// <exception cref="FridgeException">No mirror has it: each with its reason.</exception>
    public Task<NodeProgram> ProgramAsync(KubernetesVersion version, string debian, string name, IReport report, CancellationToken cancellationToken)
    {
        var places =
            from mirror in settings.KubernetesMirrors
            from file in Components.Contains(name) && mirror.Combined is { } combined ? [combined, name] : new[] { name }
            select new Uri(MirrorRoot.Of(mirror.Url, paths.Checkout), $"v{version}/bin/linux/{(debian == "armhf" ? "arm" : debian)}/{file}");
        return VerifiedPrograms.FromFirstAsync(
            places, async address => await verified.FetchAsync(name, address, await ChecksumAsync(address, cancellationToken), report, cancellationToken),
            $"No mirror has {name} of Kubernetes {version} for {debian}.", "Check the network, or add a place with the layout of dl.k8s.io to KubernetesMirrors in .nuke/parameters.json.",
            cancellationToken);
    }

    /// <returns>The packages of a group for an architecture, by their files' names.</returns>
    public async Task<ImmutableArray<NodeProgram>> PackagesAsync(string group, string debian, IReport report, CancellationToken cancellationToken)
    {
        var locked = PackageLock.Read(KubernetesPackages.LockFile(paths)).Of(group, debian).ToImmutableArray();
        if (locked.IsEmpty)
            throw new FridgeException($"{KubernetesPackages.LockFile(paths)} names no packages for {debian}.", "./build.sh Images --update renews the locks, for all architectures.");
        var sources = await archives.ResolveAsync(settings, () => builder.FindAsync(settings, cancellationToken), cancellationToken);
        var files = await new PackageDownloads(downloader).FetchAsync(locked, sources, report, cancellationToken);
        return [.. locked.Select(package => new NodeProgram(package.FileName, files[package], package.Sha256))];
    }

    /// <summary>As it is published: the sum alone, or with the file's name behind it.</summary>
    private async Task<string> ChecksumAsync(Uri address, CancellationToken cancellationToken)
    {
        var sum = (await verified.TextAsync(new Uri($"{address}.sha256"), cancellationToken)).Trim().Split(' ')[0];
        return sum.Length == HexOfSha256 && sum.All(char.IsAsciiHexDigit) ? sum.ToLowerInvariant() : throw new IOException("its .sha256 is not a checksum");
    }
}
