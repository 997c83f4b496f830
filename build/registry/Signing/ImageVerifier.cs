using Fridge.Model;
using Fridge.Registry.Distribution;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;

namespace Fridge.Registry.Signing;

/// <summary>Whether images are those that a key has signed.</summary>
public sealed class ImageVerifier(OutsideRegistries registries, RegistryAddress registry, VerificationKey key)
{
    /// <param name="digest">What the image's tag names: the index over the platforms, or the only one's manifest.</param>
    /// <param name="platforms">What is to be pulled of it.</param>
    /// <exception cref="FridgeException">It isn't signed by the key, or what is to be pulled is no part of it.</exception>
    public async Task VerifyAsync(string repository, string digest, IEnumerable<PlatformImage> platforms, CancellationToken cancellationToken)
    {
        var name = $"{registry.Host}/{repository}";
        if (await new Artifacts(registries, registry).FindAsync(repository, ImageSignature.Tag(digest), cancellationToken) is not { } signatures)
            throw Refused($"{name}@{digest} isn't signed.");
        if (!ImageSignature.Verifies(signatures, key, name, digest))
            throw Refused($"{name}@{digest} isn't signed by the key that --key names.");
        using var client = await registries.OpenAsync(registry, cancellationToken);
        var signed = await client.FindManifestAsync(repository, digest, cancellationToken) ?? throw RegistryErrors.Missing(registry.Host, $"{repository}@{digest}");
        if (platforms.FirstOrDefault(platform => platform.ManifestDigest != digest && !signed.Platforms.Contains(platform.ManifestDigest)) is { } stranger)
            throw Refused($"{stranger.ManifestDigest} ({stranger.Architecture.OciPlatform()}) is not a part of {name}@{digest}, which is signed.");
    }

    private static FridgeException Refused(string message) => new(message, "Nothing of it was taken. Is it the right key, and does the release come from the key's owner? Ask them before you continue without --key.");
}
