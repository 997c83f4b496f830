using Fridge.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>Against real registries with TLS that don't let everybody in.</summary>
[Trait("Suite", "ci")]
public sealed class RegistryAuthenticationTests(LockedRegistry locked, TokenRegistry tokens) : IClassFixture<LockedRegistry>, IClassFixture<TokenRegistry>
{
    private static readonly RegistryCredentials Wrong = new("ada", new Redactor().Hide("wrong horse"));
    private readonly string repository = $"test-{Guid.NewGuid():N}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Basic_APush_IsLetIn() => (await PushAsync(locked, LockedRegistry.Ada)).BlobsSent.ShouldBe(2);

    [Fact]
    public async Task Basic_Nobody_IsToldWhatIsWanted() =>
        (await Should.ThrowAsync<FridgeException>(PushAsync(locked, credentials: null))).Message.ShouldEndWith("asks for a user and a password, and none was given.");

    [Fact]
    public async Task Basic_AWrongPassword_IsNamedByItsUserAlone()
    {
        var failure = await Should.ThrowAsync<FridgeException>(PushAsync(locked, Wrong));

        failure.Message.ShouldContain("did not accept the user ada");
        failure.ToString().ShouldNotContain("wrong horse");
    }

    [Fact]
    public async Task Tokens_APush_IsLetIn() => (await PushAsync(tokens, LockedRegistry.Ada)).BlobsSent.ShouldBe(2);

    [Fact]
    public async Task Tokens_WhatThereIs_CanBeReadByAnybodyAndWrittenByNone()
    {
        await PushAsync(tokens, LockedRegistry.Ada);

        using var image = new TinyImage(repository, ["linux/arm/v7"]);
        using var anybody = new OciRegistryClient(tokens.Connection());
        (await anybody.HasManifestAsync(repository, image.Layout.Manifests[0].Digest, Cancelled)).ShouldBeTrue();
        await Should.ThrowAsync<FridgeException>(PushAsync(tokens, credentials: null, repository + "-mine"));
    }

    [Fact]
    public async Task Tokens_AMount_NeedsBothRepositories()
    {
        await PushAsync(tokens, LockedRegistry.Ada);

        (await PushAsync(tokens, LockedRegistry.Ada, repository + "-job", [repository])).ShouldBe(new OciPushResult(0, 2, 0));

        tokens.Tokens!.Asked.ShouldContain(scopes => scopes.Contains($"repository:{repository}:pull") && scopes.Contains($"repository:{repository}-job:"));
    }

    [Fact]
    public async Task Tokens_AWrongPassword_IsASentence() =>
        (await Should.ThrowAsync<FridgeException>(PushAsync(tokens, Wrong))).Message.ShouldContain("did not accept the user ada");

    /// <summary>The registry's own word on a token whose time is over, in the middle of a layer.</summary>
    [Fact]
    public async Task Tokens_OneWhoseTimeIsOverInTheMiddleOfALayer_IsRenewedAndTheUploadGoesOn()
    {
        using var large = new LargeImage();
        var connection = tokens.Connection() with { Credentials = LockedRegistry.Ada };
        var ageing = new AgeingTokens(connection.Handler(), tokens.Tokens!.TooOld($"repository:{repository}:pull,push"));
        using var client = new OciRegistryClient(connection, ageing);

        var result = await new OciPush(client).RunAsync(new OciPushPlan { Layout = large.Image.Layout, Repository = repository }, new ReportRecorder(), Cancelled);

        ageing.Refused.ShouldBeGreaterThan(0);
        result.BlobsSent.ShouldBe(2);
        (await client.HasManifestAsync(repository, large.Image.Layout.Manifests[0].Digest, Cancelled)).ShouldBeTrue();
    }

    /// <summary>A password that was withdrawn while a layer went up: the push ends with a sentence, nothing is there half, and once there is a token again a rerun completes it.</summary>
    [Fact]
    public async Task Tokens_OneWhoseTimeIsOverAndNoOtherIsGiven_EndsThePush_AndARerunCompletesIt()
    {
        using var large = new LargeImage();
        var connection = tokens.Connection() with { Credentials = LockedRegistry.Ada };
        var plan = new OciPushPlan { Layout = large.Image.Layout, Repository = repository, Tag = "1.1.0" };
        using var ended = new OciRegistryClient(connection, new AgeingTokens(connection.Handler(), tokens.Tokens!.TooOld($"repository:{repository}:pull,push")) { OnAged = () => tokens.Tokens.IsClosed = true });
        try
        {
            (await Should.ThrowAsync<FridgeException>(new OciPush(ended).RunAsync(plan, new ReportRecorder(), Cancelled))).Message.ShouldContain("did not accept the user ada");
        }
        finally
        {
            tokens.Tokens.IsClosed = false;
        }

        using var client = new OciRegistryClient(connection);
        (await client.FindManifestAsync(repository, "1.1.0", Cancelled)).ShouldBeNull("nothing is published half");
        (await client.HasManifestAsync(repository, large.Image.Layout.Manifests[0].Digest, Cancelled)).ShouldBeFalse();

        await new OciPush(client).RunAsync(plan, new ReportRecorder(), Cancelled);

        (await client.FindManifestAsync(repository, "1.1.0", Cancelled)).ShouldNotBeNull().Digest.ShouldBe(large.Image.Layout.Manifests[0].Digest);
    }

    private async Task<OciPushResult> PushAsync(LocalRegistry registry, RegistryCredentials? credentials, string? to = null, params string[] mountFrom)
    {
        using var image = new TinyImage(repository, ["linux/arm/v7"]);
        using var client = new OciRegistryClient(registry.Connection() with { Credentials = credentials });
        return await new OciPush(client).RunAsync(
            new OciPushPlan { Layout = image.Layout, Repository = to ?? repository, MountFrom = [.. mountFrom] }, new ReportRecorder(), Cancelled);
    }
}
