using System.Collections.Immutable;
using Fridge.Engine;
using Fridge.Publishing.Contents;
using Fridge.Registry.Logins;
using Fridge.Registry.Signing;
using Fridge.Targets.Publishing;

namespace Fridge.Targets;

/// <summary>Who made what strangers deploy from: signatures as cosign writes and reads them, by a key of one's own.</summary>
public sealed partial class Build
{
    [Parameter("An ECDSA private key on P-256 in PEM, which signs images and checksums as cosign does", For = [nameof(Release), nameof(Nightly)]), Secret]
    private Secret? SignKey { get; init; }

    [Parameter("With --release: the public key that must have signed its checksums and images", Name = "key", Placeholder = "FILE")]
    private string? ReleaseKey { get; init; }

    private SigningKey? signingKey;

    /// <summary>Null: nothing is signed.</summary>
    private SigningKey? SigningKey => signingKey ??= SignKey is { } pem ? SigningKey.Parse(pem) : null;

    /// <summary>Null: nothing is verified.</summary>
    private VerificationKey? VerificationKey => ReleaseKey is { } file ? VerificationKey.Read(Path.Combine(Environment.CurrentDirectory, file)) : null;

    private ImageSigner? ImageSigner => SigningKey is { } key ? new(OutsideRegistries, ReleaseRegistry!, key) : null;

    /// <returns>Those that the key has yet to sign.</returns>
    private async Task<ImmutableArray<(string Repository, string Digest)>> UnsignedAsync(IEnumerable<(string Repository, string Digest)> images, CancellationToken ct) =>
        ImageSigner is { } signer ? await signer.UnsignedAsync(images, ct) : [];

    private Task SignAsync(IEnumerable<(string Repository, string Digest)> images, CancellationToken ct) => ImageSigner is { } signer ? signer.SignAsync(images, ct) : Task.CompletedTask;

    /// <summary>Before anything of them is taken.</summary>
    private async Task VerifyAsync(ImmutableArray<ReleasedImage> images, ReleaseDocument release, CancellationToken ct)
    {
        if (VerificationKey is not { } key)
            return;
        var verifier = new ImageVerifier(OutsideRegistries, RegistryAddress.Parse(release.Registry), key);
        foreach (var image in images)
            await verifier.VerifyAsync(image.Released.Repository, image.Released.Digest, image.Platforms, ct);
    }
}
