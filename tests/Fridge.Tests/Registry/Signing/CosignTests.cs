using System.Collections.Immutable;
using System.Security.Cryptography;
using Fridge.Images.Layouts;
using Fridge.Model;
using Fridge.Publishing.Contents;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;
using Fridge.Registry.Signing;
using Fridge.Tests.Engine;
using Fridge.Tests.Publishing;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Signing;

/// <summary>What Fridge signs, read by Debian's cosign and by Fridge; images in Debian's registry with TLS.</summary>
[Trait("Suite", "ci")]
public sealed class CosignTests : IClassFixture<LocalhostRegistry>, IDisposable
{
    private readonly LocalhostRegistry registry;
    private readonly ScratchFolder folder = new();
    private readonly ProcessRunner processes = new();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TinyImage image = new($"signed {Guid.NewGuid()}", ["linux/arm/v7", "linux/amd64"], attestation: false);
    private readonly RegistryAddress address;

    public CosignTests(LocalhostRegistry registry)
    {
        this.registry = registry;
        address = RegistryAddress.Parse($"localhost:{registry.Port}/signed-{Guid.NewGuid():N}");
        folder.Write("key.pub", key.ExportSubjectPublicKeyInfoPem());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SigningKey Signing => SigningKey.Parse(new Redactor().Hide(key.ExportPkcs8PrivateKeyPem()));

    private string Repository => address.Repository("flink");

    private string Digest => image.Layout.Index!.Digest;

    [Fact]
    public async Task Cosign_TakesASignedImage_AndNoOther()
    {
        using var other = new TinyImage($"other {Guid.NewGuid()}", ["linux/arm/v7", "linux/amd64"], attestation: false);
        await PushAsync(image, "1.0.0");
        await PushAsync(other, "2.0.0");
        await Signer().SignAsync([(Repository, Digest)], Token);

        (await VerifyAsync(Digest)).ExitCode.ShouldBe(0, (await VerifyAsync(Digest)).StandardError);
        (await VerifyAsync(other.Layout.Index!.Digest)).ExitCode.ShouldNotBe(0);
        // The signature of the first, laid beside the second.
        var artifacts = new Artifacts(Registries, address);
        var signatures = (await artifacts.FindAsync(Repository, ImageSignature.Tag(Digest), Token)).ShouldNotBeNull();
        await artifacts.PushAsync(Repository, ImageSignature.Tag(other.Layout.Index!.Digest), ImageSignature.Whole(signatures.Files), Token);
        (await VerifyAsync(other.Layout.Index!.Digest)).ExitCode.ShouldNotBe(0);
        (await Should.ThrowAsync<FridgeException>(Verifier().VerifyAsync(Repository, other.Layout.Index!.Digest, [], Token))).Message.ShouldEndWith("isn't signed by the key that --key names.");
    }

    [Fact]
    public async Task Cosign_RefusesASignature_OfWhichAByteWasChanged()
    {
        await PushAsync(image, "1.0.0");
        var signature = ImageSignature.Sign(Signing, $"{address.Host}/{Repository}", Digest);
        var spoilt = signature with { Content = signature.Content.SetItem(signature.Content.Length - 2, (byte)'x') };
        await new Artifacts(Registries, address).PushAsync(Repository, ImageSignature.Tag(Digest), ImageSignature.Whole([spoilt]), Token);

        (await VerifyAsync(Digest)).ExitCode.ShouldNotBe(0);
        await Should.ThrowAsync<FridgeException>(Verifier().VerifyAsync(Repository, Digest, [], Token));
    }

    [Fact]
    public async Task Again_NothingIsToBeSigned_AndAnotherKeysSignatureStays()
    {
        using var second = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var others = new ImageSigner(Registries, address, SigningKey.Parse(new Redactor().Hide(second.ExportPkcs8PrivateKeyPem())));
        await PushAsync(image, "1.0.0");
        (await Signer().UnsignedAsync([(Repository, Digest)], Token)).ShouldBe([(Repository, Digest)]);
        await others.SignAsync([(Repository, Digest)], Token);
        await Signer().SignAsync([(Repository, Digest)], Token);

        (await Signer().UnsignedAsync([(Repository, Digest)], Token)).ShouldBeEmpty();
        (await others.UnsignedAsync([(Repository, Digest)], Token)).ShouldBeEmpty();
        (await VerifyAsync(Digest)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Deploy_TakesPlatformsOfTheSignedImageAlone_AndOfItsName()
    {
        await PushAsync(image, "1.0.0");
        (await Should.ThrowAsync<FridgeException>(Verifier().VerifyAsync(Repository, Digest, [], Token))).Message.ShouldEndWith("isn't signed.");
        await Signer().SignAsync([(Repository, Digest)], Token);
        ImmutableArray<PlatformImage> platforms = LayoutStore.Describe(ReleasedImagesTests.Planned("flink", "1f"), image.Layout).Platforms;

        await Verifier().VerifyAsync(Repository, Digest, platforms, Token);

        (await Should.ThrowAsync<FridgeException>(Verifier().VerifyAsync(Repository, Digest, [platforms[0] with { ManifestDigest = SampleRelease.Digest('a') }], Token)))
            .Message.ShouldContain("is not a part of");
    }

    [Fact]
    public async Task Cosign_TakesTheChecksums_AndRefusesOneByteMore()
    {
        var contents = ReleaseContents.Of(SampleRelease.Parts with { Sign = sums => Signing.Sign(sums) });
        foreach (var asset in contents.Assets)
            await File.WriteAllBytesAsync(folder[asset.Name], asset.Content, Token);

        (await VerifyBlobAsync()).ExitCode.ShouldBe(0, (await VerifyBlobAsync()).StandardError);
        await File.AppendAllTextAsync(folder[ReleaseContents.Checksums], "x", Token);
        (await VerifyBlobAsync()).ExitCode.ShouldNotBe(0);
    }

    public void Dispose()
    {
        key.Dispose();
        image.Dispose();
        folder.Dispose();
    }

    private OutsideRegistries Registries => new(new RegistryLogins(processes, new Redactor(), folder.Path)) { CaPem = File.ReadAllText(registry.CaFile) };

    private ImageSigner Signer() => new(Registries, address, Signing);

    private ImageVerifier Verifier() => new(Registries, address, VerificationKey.Read(folder["key.pub"]));

    private Task PushAsync(TinyImage pushed, string tag) => new ImagePublisher(Registries, address, new ReportRecorder()).PushAsync(
        [new PublishedImage(LayoutStore.Describe(ReleasedImagesTests.Planned("flink", "1f"), pushed.Layout), Repository, tag)], Token);

    private Task<ProcessResult> VerifyAsync(string digest) => CosignAsync("verify", "--key", folder["key.pub"], "--insecure-ignore-tlog=true", $"{address.Host}/{Repository}@{digest}");

    private Task<ProcessResult> VerifyBlobAsync() => CosignAsync(
        "verify-blob", "--key", folder["key.pub"], "--insecure-ignore-tlog=true", "--signature", folder[ReleaseContents.Signature], folder[ReleaseContents.Checksums]);

    private async Task<ProcessResult> CosignAsync(params string[] arguments) => await processes.TryRunAsync(
        new CommandLine(await Cosign.FindAsync(Token), arguments) { Environment = ImmutableDictionary<string, string?>.Empty.Add("SSL_CERT_FILE", registry.CaFile).Add("HOME", folder.Path) }, cancellationToken: Token);
}
