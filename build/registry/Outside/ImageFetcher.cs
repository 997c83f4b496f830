using Fridge.Model;
using Fridge.Registry.Distribution;
using Fridge.Registry.Logins;
using Fridge.Registry.Oci;
using Fridge.Registry.Pulling;

namespace Fridge.Registry.Outside;

/// <summary>Brings images that somebody published into layouts here, each digest held against what was asked for.</summary>
public sealed class ImageFetcher(OutsideRegistries registries, RegistryAddress registry, IReport report)
{
    /// <param name="platforms">Their manifests' digests.</param>
    /// <param name="folder">Where the layout comes to be; what an earlier run left there is gone on with.</param>
    /// <exception cref="FridgeException">It isn't there, or isn't what its digest says, or is for another platform.</exception>
    public async Task FetchAsync(string repository, IReadOnlyCollection<PlatformImage> platforms, string folder, CancellationToken cancellationToken)
    {
        using var client = await registries.OpenAsync(registry, cancellationToken);
        await new OciPull(client).RunAsync(repository, platforms.Select(platform => platform.ManifestDigest), folder, report, cancellationToken);
        var layout = OciLayout.Open(folder);
        foreach (var platform in platforms)
        {
            if (layout.For(platform.Architecture.OciPlatform()).Digest != platform.ManifestDigest)
                throw RegistryErrors.Damaged(registry.Host, $"{repository} for {platform.Architecture.OciPlatform()}", layout.For(platform.Architecture.OciPlatform()).Digest);
        }
    }
}
