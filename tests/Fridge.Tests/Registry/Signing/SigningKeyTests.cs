using System.Security.Cryptography;
using System.Text;
using Fridge.Registry.Signing;
using Fridge.Tests.Engine;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Signing;

public sealed class SigningKeyTests : IDisposable
{
    private static readonly byte[] Content = "checksums\n"u8.ToArray();

    private readonly ScratchFolder folder = new();
    private readonly Redactor redactor = new();

    [Fact]
    public void ASignature_IsTheSameEachTime_AndTheKeysAlone()
    {
        using ECDsa own = ECDsa.Create(ECCurve.NamedCurves.nistP256), other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var signature = Parse(own.ExportPkcs8PrivateKeyPem()).Sign(Content);

        Parse(own.ExportECPrivateKeyPem()).Sign(Content).ShouldBe(signature);
        Public(own).Verifies(Content, signature).ShouldBeTrue();
        Public(own).Verifies(Content, $"{signature}\n").ShouldBeTrue();
        Public(own).Verifies([.. Content, 0], signature).ShouldBeFalse();
        Public(other).Verifies(Content, signature).ShouldBeFalse();
        Public(own).Verifies(Content, "no base64").ShouldBeFalse();
        Public(own).Verifies(Content, Convert.ToBase64String("no DER"u8)).ShouldBeFalse();
    }

    /// <summary>RFC 6979, A.2.5: P-256, SHA-256, "sample".</summary>
    [Fact]
    public void TheRfcsOwnExample()
    {
        var d = Convert.FromHexString("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });

        var signature = Convert.FromBase64String(Parse(key.ExportPkcs8PrivateKeyPem()).Sign("sample"u8));

        Convert.ToHexString(signature).ShouldContain("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716");
        Convert.ToHexString(signature).ShouldContain("F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
    }

    [Fact]
    public void AnotherCurve_APassword_APublicKey_AndNoKey_AreRefused_WithoutAWordOfIt()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var encrypted = p256.ExportEncryptedPkcs8PrivateKeyPem("word", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 10));
        foreach (var pem in new[] { p384.ExportPkcs8PrivateKeyPem(), encrypted, p256.ExportSubjectPublicKeyInfoPem(), "planted4Kx7unseen" })
        {
            var refusal = Should.Throw<FridgeException>(() => Parse(pem));

            refusal.WrongUse.ShouldBeTrue();
            refusal.NextStep!.ShouldContain("openssl genpkey");
            refusal.Message.ShouldNotContain("planted");
        }
    }

    [Fact]
    public void AFileThatHoldsNoPublicKey_IsRefusedByName() =>
        Should.Throw<FridgeException>(() => VerificationKey.Read(folder.Write("key.pub", "none"))).Message.ShouldStartWith($"{folder["key.pub"]} does not contain an ECDSA public key");

    [Fact]
    public void ThePayload_IsAsCosignWritesIt() => Encoding.UTF8.GetString(ImageSignature.Payload("ghcr.io/ada/fridge-flink", "sha256:aa")).ShouldBe(
        """{"critical":{"identity":{"docker-reference":"ghcr.io/ada/fridge-flink"},"image":{"docker-manifest-digest":"sha256:aa"},"type":"cosign container image signature"},"optional":null}""");

    public void Dispose() => folder.Dispose();

    private SigningKey Parse(string pem) => SigningKey.Parse(redactor.Hide(pem));

    private VerificationKey Public(ECDsa key) => VerificationKey.Read(folder.Write("key.pub", key.ExportSubjectPublicKeyInfoPem()));
}
