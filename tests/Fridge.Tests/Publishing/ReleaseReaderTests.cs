using System.Net;
using System.Security.Cryptography;
using Fridge.Publishing.Contents;
using Fridge.Publishing.GitHub;
using Fridge.Publishing.Versions;
using Fridge.Registry.Signing;
using Fridge.Tests.Engine;
using Fridge.Tests.Registry.Distribution;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

public sealed class ReleaseReaderTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AFile_IsRead()
    {
        await File.WriteAllBytesAsync(folder["release.json"], SampleRelease.Document.ToBytes(), Token);

        (await ReadAsync(folder["release.json"])).Tag.ShouldBe("v1.1.0");
    }

    [Fact]
    public async Task ATag_IsFetchedFromItsPage()
    {
        var page = new ScriptedRegistry((_, _) => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(SampleRelease.Document.ToBytes()) }));

        (await ReadAsync("v1.1.0", page)).Images.Length.ShouldBe(1);

        page.Asked.ShouldBe(["GET /ada/fridge/releases/download/v1.1.0/release.json"]);
    }

    [Fact]
    public async Task APageThatSaysAnotherTag_IsNotBelieved() =>
        (await Should.ThrowAsync<FridgeException>(ReadAsync("v1.2.0", new ScriptedRegistry((_, _) =>
            Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(SampleRelease.Document.ToBytes()) }))))).Message.ShouldEndWith("says that it is v1.1.0.");

    [Fact]
    public async Task NoSuchRelease_IsASentence() =>
        (await Should.ThrowAsync<FridgeException>(ReadAsync("v1.2.0", new ScriptedRegistry((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound))))))
            .Message.ShouldBe("There is no https://github.com/ada/fridge/releases/download/v1.2.0/release.json.");

    [Fact]
    public async Task NeitherATagNorAFile_IsWrongUse() => (await Should.ThrowAsync<FridgeException>(ReadAsync("latest"))).WrongUse.ShouldBeTrue();

    [Fact]
    public async Task WithAKey_AFileIsTakenByItsSignedChecksumsAlone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signing = SigningKey.Parse(new Redactor().Hide(key.ExportPkcs8PrivateKeyPem()));
        foreach (var asset in ReleaseContents.Of(SampleRelease.Parts with { Sign = sums => signing.Sign(sums) }).Assets)
            await File.WriteAllBytesAsync(folder[asset.Name], asset.Content, Token);
        var verification = VerificationKey.Read(folder.Write("key.pub", key.ExportSubjectPublicKeyInfoPem()));
        Task<ReleaseDocument> VerifiedAsync() => ReadAsync(folder["release.json"], isSigned: (sums, signature) => verification.Verifies(sums, signature));

        (await VerifiedAsync()).Tag.ShouldBe("v1.1.0");

        await File.AppendAllTextAsync(folder["release.json"], "\n", Token);
        (await Should.ThrowAsync<FridgeException>(VerifiedAsync())).Message.ShouldEndWith("isn't the file that its SHA256SUMS names.");
        await File.AppendAllTextAsync(folder[ReleaseContents.Checksums], "\n", Token);
        (await Should.ThrowAsync<FridgeException>(VerifiedAsync())).Message.ShouldEndWith("isn't signed by the key that --key names.");
        File.Delete(folder[ReleaseContents.Signature]);
        (await Should.ThrowAsync<FridgeException>(VerifiedAsync())).Message.ShouldMatch("^There is no SHA256SUMS.sig beside .*; --key needs it.$");
    }

    [Fact]
    public async Task WithAKey_APageIsAskedForItsSignature()
    {
        var page = new ScriptedRegistry((_, _) => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(SampleRelease.Document.ToBytes()) }));

        (await Should.ThrowAsync<FridgeException>(ReadAsync("v1.1.0", page, (_, _) => false))).Message.ShouldEndWith("isn't signed by the key that --key names.");

        page.Asked.ShouldBe([.. new[] { "release.json", "SHA256SUMS", "SHA256SUMS.sig" }.Select(file => $"GET /ada/fridge/releases/download/v1.1.0/{file}")]);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<ReleaseDocument> ReadAsync(string release, HttpMessageHandler? page = null, Func<byte[], string, bool>? isSigned = null)
    {
        using var http = new HttpClient(page ?? new ScriptedRegistry((_, _) => throw new NotSupportedException()));
        return await new ReleaseReader(http, GitHubAddresses.Pages) { IsSigned = isSigned }.ReadAsync(release, new RepositoryName("ada", "fridge"), Token);
    }
}
