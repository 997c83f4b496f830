using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Fridge.Registry.Distribution;
using Fridge.Tooling;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Distribution;

public sealed class RegistryTokensTests
{
    private const string Challenge = """Bearer realm="https://auth.example/token",service="registry.example",scope="repository:flink:pull" """;

    private readonly FakeTimeProvider time = new();
    private readonly List<string?> authorizations = [];
    private string challenge = Challenge;
    private string tokenOf = "t1";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AskedWithoutCredentials_TheTokenForAnybodyIsUsedAndKept()
    {
        var server = Server();
        using var client = Client(server);

        await client.HasManifestAsync("flink", "a", Cancelled);
        await client.HasManifestAsync("flink", "b", Cancelled);

        server.Asked.ShouldBe(
        [
            "HEAD /v2/flink/manifests/a", "GET /token?service=registry.example&scope=repository%3Aflink%3Apull", "HEAD /v2/flink/manifests/a",
            "HEAD /v2/flink/manifests/b",
        ]);
        authorizations.ShouldBe([null, null, "Bearer t1", "Bearer t1"]);
    }

    [Fact]
    public async Task ATokenThatIsTooOld_IsRenewed()
    {
        using var client = Client(Server());
        await client.HasManifestAsync("flink", "a", Cancelled);

        tokenOf = "t2";
        time.Advance(TimeSpan.FromSeconds(51));
        await client.HasManifestAsync("flink", "b", Cancelled);

        authorizations[^1].ShouldBe("Bearer t2");
    }

    [Fact]
    public async Task Credentials_GoToTheServerOfTokensAndNotToTheRegistry()
    {
        using var client = Client(Server(), new RegistryCredentials("ada", new Redactor().Hide("secret")));

        await client.HasManifestAsync("flink", "a", Cancelled);

        authorizations.ShouldBe([null, "Basic YWRhOnNlY3JldA==", "Bearer t1"]);
    }

    [Fact]
    public async Task AMount_AsksForTheOtherRepositoryToo()
    {
        challenge = Challenge.Replace(":pull\"", ":pull,push\"", StringComparison.Ordinal);
        var server = Server();
        using var client = Client(server);

        await client.MountAsync("job", "sha256:a", "flink", Cancelled);

        server.Asked[1].ShouldBe("GET /token?service=registry.example&scope=repository%3Aflink%3Apull%2Cpush&scope=repository%3Aflink%3Apull");
    }

    [Fact]
    public async Task ARealmInTheClear_GetsNoPassword()
    {
        challenge = """Bearer realm="http://auth.example/token" """;
        using var client = Client(Server(), new RegistryCredentials("ada", new Redactor().Hide("secret")));

        (await Should.ThrowAsync<FridgeException>(client.IsUpAsync(Cancelled))).Message.ShouldContain("http://auth.example/token, which is not an https address");
        authorizations.ShouldBe([null]);
    }

    [Fact]
    public async Task BasicWithoutCredentials_IsASentence()
    {
        challenge = "Basic realm=\"r\"";
        using var client = Client(Server());

        (await Should.ThrowAsync<FridgeException>(client.IsUpAsync(Cancelled))).Message.ShouldBe("The registry registry.example asks for a user and a password, and none was given.");
    }

    [Fact]
    public async Task AnAnswerThatNeverComes_EndsWithASentence()
    {
        var asked = new TaskCompletionSource();
        using var client = Client(new ScriptedRegistry(async (_, token) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return new HttpResponseMessage();
        }));
        var waiting = client.IsUpAsync(Cancelled);
        await asked.Task;

        time.Advance(TimeSpan.FromSeconds(60));

        (await Should.ThrowAsync<RegistryUnreachableException>(waiting)).Message.ShouldBe("The registry registry.example didn't answer within 60 s.");
    }

    /// <summary>A registry asks for reading alone where an upload is asked how far it got: with such a token the rest was refused, time after time.</summary>
    [Fact]
    public async Task AChallengeToRead_WithinAnUpload_IsAnsweredForWritingToo()
    {
        var server = Server();
        using var client = Client(server);

        using var position = await client.Http.SendAsync(RegistryScope.Write("flink"), () => new HttpRequestMessage(HttpMethod.Get, "flink/blobs/uploads/1"), Cancelled);

        server.Asked[1].ShouldBe("GET /token?service=registry.example&scope=repository%3Aflink%3Apull%2Cpush");
    }

    /// <summary>Distribution's OAuth2 specification.</summary>
    [Fact]
    public async Task AnIdentityToken_IsGivenToTheServerOfTokensAlone_InAForm()
    {
        var forms = new List<string>();
        var server = new ScriptedRegistry(async (request, token) =>
        {
            authorizations.Add(request.Headers.Authorization?.ToString());
            if (request.Content is { } content)
                forms.Add($"{request.Method} {await content.ReadAsStringAsync(token)}");
            return request.RequestUri!.AbsolutePath == "/token" ? Token() : request.Headers.Authorization is null ? Refusal() : new HttpResponseMessage(HttpStatusCode.OK);
        });
        using var client = Client(server, new RegistryCredentials("<token>", new Redactor().Hide("refresh me")) { IsIdentityToken = true });

        await client.HasManifestAsync("flink", "a", Cancelled);

        forms.ShouldBe(["POST grant_type=refresh_token&client_id=fridge&service=registry.example&scope=repository%3Aflink%3Apull&refresh_token=refresh+me"]);
        authorizations.ShouldBe([null, null, "Bearer t1"]);
    }

    private OciRegistryClient Client(ScriptedRegistry server, RegistryCredentials? credentials = null) =>
        new(new RegistryConnection("registry.example") { Time = time, Credentials = credentials }, server);

    private ScriptedRegistry Server() => new((request, _) =>
    {
        authorizations.Add(request.Headers.Authorization?.ToString());
        return Task.FromResult(request.RequestUri!.AbsolutePath == "/token" ? Token() : request.Headers.Authorization is null ? Refusal() : new HttpResponseMessage(HttpStatusCode.Created));
    });

    private HttpResponseMessage Token() => new(HttpStatusCode.OK) { Content = JsonContent.Create(new { token = tokenOf }) };

    private HttpResponseMessage Refusal()
    {
        var refusal = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        refusal.Headers.WwwAuthenticate.Add(AuthenticationHeaderValue.Parse(challenge));
        return refusal;
    }
}
