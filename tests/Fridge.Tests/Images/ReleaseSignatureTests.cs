using Fridge.Images.Archives;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

/// <summary>By the verifiers themselves, each where this machine has it.</summary>
public sealed class ReleaseSignatureTests : IDisposable
{
    private static readonly Uri Address = new("http://a.example/debian/dists/bookworm/InRelease");
    private readonly string keyring = Path.GetTempFileName();
    private readonly ReportRecorder report = new();

    public static TheoryData<string> Verifiers => ["gpgv", "sqv"];

    [Theory]
    [MemberData(nameof(Verifiers))]
    public async Task Verify_TextAroundTheBlock_GivesWhatWasSigned(string verifier)
    {
        (await VerifyAsync(Found(verifier), SignedRelease.Amended, SignedRelease.Keyring)).ShouldBe(SignedRelease.Text.TrimEnd());

        report.Log.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Verifiers))]
    public async Task Verify_OtherTextThanWasSigned_IsRefused(string verifier)
    {
        var refusal = await RefusedAsync(VerifyAsync(Found(verifier), SignedRelease.InRelease.Replace(" 11", " 21"), SignedRelease.Keyring));

        refusal.Evidence.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Verifiers))]
    public async Task Verify_AnotherOnesKey_IsRefused(string verifier) =>
        await RefusedAsync(VerifyAsync(Found(verifier), SignedRelease.InRelease, SignedRelease.ExpiredKeyring));

    /// <summary>gpgv calls it good, and ends with 0. sqv asks whether the key was good when it signed.</summary>
    [Fact]
    public async Task Verify_AKeyThatHasExpired_IsRefused() =>
        await RefusedAsync(VerifyAsync(Found("gpgv"), SignedRelease.Expired, SignedRelease.ExpiredKeyring));

    [Fact]
    public async Task Verify_NothingSigned_IsRefused() => await RefusedAsync(VerifyAsync(null, SignedRelease.Text));

    [Theory]
    [InlineData(null, "neither sqv nor gpgv is here")]
    [InlineData("/bin/true", "/no/such/keyring.gpg is missing")]
    public async Task Verify_NothingThatCouldTell_IsRefused(string? verifier, string reason)
    {
        var refusal = await Should.ThrowAsync<FridgeException>(VerifyAsync(Named(verifier), SignedRelease.InRelease));

        refusal.Message.ShouldContain(reason);
        refusal.NextStep.ShouldNotBeNull().ShouldContain("--unsigned");
    }

    [Theory]
    [InlineData(SignedRelease.Amended)]
    [InlineData(SignedRelease.Text)]
    public async Task Verify_APersonInsists_IsTakenWithAWarning(string inRelease)
    {
        (await VerifyAsync(null, inRelease, unsigned: true)).TrimEnd().ShouldBe(SignedRelease.Text.TrimEnd());

        report.Log.ShouldHaveSingleItem().ShouldContain("--unsigned");
    }

    public void Dispose() => File.Delete(keyring);

    private static async Task<FridgeException> RefusedAsync(Task<string> verification)
    {
        var refusal = await Should.ThrowAsync<FridgeException>(verification);
        refusal.Message.ShouldContain("isn't signed by Debian");
        return refusal;
    }

    private static SignatureVerifier Found(string verifier)
    {
        var program = Environment.GetEnvironmentVariable($"FRIDGE_{verifier.ToUpperInvariant()}") ?? ProgramPath.Find(verifier);
        Assert.SkipWhen(program is null, $"This machine has no {verifier}.");
        return new SignatureVerifier(program, verifier == "gpgv");
    }

    private async Task<string> VerifyAsync(SignatureVerifier verifier, string inRelease, byte[] keys)
    {
        await File.WriteAllBytesAsync(keyring, keys, TestContext.Current.CancellationToken);
        return await VerifyAsync(verifier, inRelease, keyring);
    }

    private static SignatureVerifier? Named(string? program) => program is null ? null : new SignatureVerifier(program, IsGpgv: false);

    private Task<string> VerifyAsync(SignatureVerifier? verifier, string inRelease, string trusted = "/no/such/keyring.gpg", bool unsigned = false) =>
        new ReleaseSignature(new ProcessRunner(), verifier, trusted).VerifyAsync(inRelease, Address, unsigned, report, TestContext.Current.CancellationToken);
}
