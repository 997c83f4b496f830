using Docker.DotNet;
using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Registry.Oci;
using Fridge.Tooling.Engines;

namespace Fridge.Registry.Running;

/// <summary>Brings the registry's own image to the manager, which has no registry to pull it from.</summary>
internal sealed class RegistryImage(IReport report)
{
    public async Task EnsureAsync(
        FormedCluster cluster, ImageRecord image, NodeArchitecture architecture, string tag, IDockerClient engine, CancellationToken cancellationToken)
    {
        if (await engine.HasImageAsync(tag, cancellationToken)) return;
        var platform = image.For(architecture);
        var folder = image.LayoutPath
            ?? throw new FridgeException($"{cluster.Manager} has lost the registry's image, and it isn't on this machine either.", "./build.sh Images");
        FreeSpace.Demand(cluster, cluster.Manager, platform.CompressedBytes);
        report.Info($"{cluster.Manager}: load the registry's image ({new MemorySize(platform.CompressedBytes)})");
        var layout = OciLayout.Open(folder);
        await LoadAsync(engine, layout, layout.Manifests.Single(known => known.Digest == platform.ManifestDigest), tag, cancellationToken);
        if (!await engine.HasImageAsync(tag, cancellationToken))
            throw new FridgeException($"The engine of {cluster.Manager} loaded the registry's image and has no {tag}.", $"Look at `docker images` on {cluster.Manager}.");
    }

    private static async Task LoadAsync(
        IDockerClient engine, OciLayout layout, OciManifest manifest, string tag, CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        await using var archive = DockerArchive.Open(layout, manifest, tag);
        await engine.Images.LoadImageAsync(new ImageLoadParameters(), archive, new Errors(errors), cancellationToken);
        if (errors.Count > 0) throw new FridgeException("The engine refused the registry's image.", "Run the same command again with --verbosity verbose.") { Evidence = errors };
    }

    private sealed class Errors(List<string> errors) : IProgress<JSONMessage>
    {
        public void Report(JSONMessage value)
        {
            if (value.Error is { } error) errors.Add(error.Message ?? error.ToString() ?? "");
        }
    }
}
