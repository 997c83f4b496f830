using Fridge.Images.Archives;
using Fridge.Tests.Tooling;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class ReleaseSignatureTests : IDisposable
{
    private static readonly Uri Address = new("http://a.example/debian/dists/bookworm/InRelease");
    private readonly string keyring = Path.GetTempFileName();
    private readonly SilentReport report = new();

    [Fact]
    public async Task Verify_TextAroundTheBlock_GivesWhatWasSigned()
    {
        (await VerifyAsync(SignedRelease.Amended)).ShouldBe(SignedRelease.Text);

        report.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Verify_OtherTextThanWasSigned_IsRefused()
    {
        var refusal = await Should.ThrowAsync<FridgeException>(VerifyAsync(SignedRelease.InRelease.Replace(" 11", " 21")));

        refusal.Message.ShouldContain("isn't signed by Debian");
        refusal.Evidence.ShouldContain(line => line.Contains("BAD signature"));
    }

    [Fact]
    public async Task Verify_WithoutAKeyring_GivesTheBlocksTextAndAWarning()
    {
        (await WithoutKeyringAsync(SignedRelease.Amended)).ShouldBe(SignedRelease.Text.TrimEnd());

        report.Lines.ShouldHaveSingleItem().ShouldContain("signature not checked");
    }

    [Fact]
    public async Task Verify_WithoutAKeyringAndWithoutABlock_IsRefused() =>
        (await Should.ThrowAsync<FridgeException>(WithoutKeyringAsync(SignedRelease.Text))).Evidence.ShouldHaveSingleItem();

    public void Dispose() => File.Delete(keyring);

    private async Task<string> VerifyAsync(string inRelease)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gpgv"), "This machine has no gpgv.");
        await File.WriteAllBytesAsync(keyring, SignedRelease.Keyring, TestContext.Current.CancellationToken);
        return await VerifyAsync(inRelease, keyring);
    }

    private Task<string> WithoutKeyringAsync(string inRelease) => VerifyAsync(inRelease, "/no/such/keyring.gpg");

    private Task<string> VerifyAsync(string inRelease, string trusted) =>
        new GpgvSignature(new ProcessRunner(), trusted).VerifyAsync(inRelease, Address, report, TestContext.Current.CancellationToken);
}
