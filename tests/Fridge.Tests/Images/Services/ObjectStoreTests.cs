using System.Net;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Services;

/// <summary>The object store's image, started emulated, with credentials from a file as a secret gives them.</summary>
[Trait("Suite", "ci")]
public sealed class ObjectStoreTests : IDisposable
{
    private const string Secrets = "/run/secrets/object-store";

    private static readonly S3Signature Owner = new("fridge", "known-to-the-owner");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fridge-store-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ObjectStore_KeepsObjectsOverARestart_ForTheirOwnerAndForNobodyElse()
    {
        await using var store = await ServiceContainer.StartAsync(Spec());
        await store.HealthyAsync();
        using (var http = store.Http(9000))
        {
            (await SendAsync(http, Owner.Request(HttpMethod.Put, "/flink/checkpoint", "state"))).Status.ShouldBe(HttpStatusCode.OK);
            (await SendAsync(http, Owner.Request(HttpMethod.Get, "/flink?list-type=2"))).Content.ShouldContain("<Key>checkpoint</Key>");

            var other = Owner with { Credential = "guessed" };
            (await SendAsync(http, other.Request(HttpMethod.Get, "/flink/checkpoint"))).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await SendAsync(http, other.Request(HttpMethod.Put, "/flink/checkpoint", "other"))).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await SendAsync(http, new HttpRequestMessage(HttpMethod.Get, "/flink/checkpoint"))).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await SendAsync(http, new HttpRequestMessage(HttpMethod.Get, "/flink"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        }

        await store.RestartAsync();
        await store.HealthyAsync();

        using var again = store.Http(9000);
        (await SendAsync(again, Owner.Request(HttpMethod.Get, "/flink/checkpoint"))).ShouldBe((HttpStatusCode.OK, "state"));
        (await SendAsync(again, Owner.Request(HttpMethod.Get, "/flink?list-type=2"))).Content.ShouldContain("<Key>checkpoint</Key>");
        (await store.ProcessesAsync()).ShouldSatisfyAllConditions(
            processes => processes.ShouldContain("fridge.store.Store"),
            processes => processes.ShouldNotContain(Owner.Credential));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private ServiceSpec Spec()
    {
        // A bind has this machine's modes, and the container's user is none of this machine's.
        folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.WriteAllText(Path.Combine(folder.FullName, "s3.access-key"), $"s3.access-key: {Owner.Identity}\n");
        File.WriteAllText(Path.Combine(folder.FullName, "s3.secret-key"), $"s3.secret-key: {Owner.Credential}\n");
        return new ServiceSpec("object-store", "tcp 9000")
        {
            Command = [.. JavaFlags.Small, "fridge.store.Store", "flink"],
            State = "/var/lib/object-store",
            Binds = [$"{folder.FullName}:{Secrets}:ro"],
        };
    }

    private static async Task<(HttpStatusCode Status, string Content)> SendAsync(HttpClient http, HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request, Cancelled);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }
}
