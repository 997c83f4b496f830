using System.Collections.Immutable;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;

namespace Fridge.Registry.Signing;

/// <summary>Signs images where strangers find them, beside the signatures of others.</summary>
public sealed class ImageSigner(OutsideRegistries registries, RegistryAddress registry, SigningKey key)
{
    private readonly Artifacts artifacts = new(registries, registry);

    /// <summary>Asks the registry; changes nothing.</summary>
    /// <param name="images">Repositories, and the digests that their tags name.</param>
    /// <returns>Those that lack this key's signature.</returns>
    public async Task<ImmutableArray<(string Repository, string Digest)>> UnsignedAsync(IEnumerable<(string Repository, string Digest)> images, CancellationToken cancellationToken)
    {
        var unsigned = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var image in images.Distinct())
        {
            if (!Has(await HeldAsync(image, cancellationToken), Sign(image)))
                unsigned.Add(image);
        }

        return unsigned.ToImmutable();
    }

    public async Task SignAsync(IEnumerable<(string Repository, string Digest)> images, CancellationToken cancellationToken)
    {
        foreach (var image in images)
        {
            var (held, own) = (await HeldAsync(image, cancellationToken), Sign(image));
            if (!Has(held, own))
                await artifacts.PushAsync(image.Repository, ImageSignature.Tag(image.Digest), ImageSignature.Whole([.. held, own]), cancellationToken);
        }
    }

    private ArtifactFile Sign((string Repository, string Digest) image) => ImageSignature.Sign(key, $"{registry.Host}/{image.Repository}", image.Digest);

    private async Task<ImmutableArray<ArtifactFile>> HeldAsync((string Repository, string Digest) image, CancellationToken cancellationToken) =>
        (await artifacts.FindAsync(image.Repository, ImageSignature.Tag(image.Digest), cancellationToken))?.Files ?? [];

    private static bool Has(ImmutableArray<ArtifactFile> held, ArtifactFile own) => held.Any(file =>
        file.Content.SequenceEqual(own.Content) && own.Annotations.All(annotation => file.Annotations.GetValueOrDefault(annotation.Key) == annotation.Value));
}
