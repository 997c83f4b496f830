using System.Net;
using Fridge.Publishing.Contents;
using Fridge.Publishing.GitHub;
using Fridge.Publishing.Versions;
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

    public void Dispose() => folder.Dispose();

    private static async Task<ReleaseDocument> ReadAsync(string release, HttpMessageHandler? page = null)
    {
        using var http = new HttpClient(page ?? new ScriptedRegistry((_, _) => throw new NotSupportedException()));
        return await new ReleaseReader(http, GitHubAddresses.Pages).ReadAsync(release, new RepositoryName("ada", "fridge"), Token);
    }
}
