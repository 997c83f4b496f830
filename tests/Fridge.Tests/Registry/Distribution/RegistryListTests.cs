using System.Net;
using Fridge.Registry.Distribution;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Distribution;

/// <summary>A registry that lists two tags a page.</summary>
public sealed class RegistryListTests
{
    [Fact]
    public async Task Tags_OfSeveralPages_AreAllThere()
    {
        var registry = Registry(last => last is null ? "</v2/flink/tags/list?n=2&last=b>; rel=\"next\"" : null);

        (await TagsAsync(registry)).ShouldBe(["a", "b", "c"]);

        registry.Asked.ShouldBe(["GET /v2/flink/tags/list", "GET /v2/flink/tags/list?n=2&last=b"]);
    }

    [Theory]
    [InlineData("<https://elsewhere.example/v2/flink/tags/list?last=b>; rel=\"next\"")]
    [InlineData("<http://registry.example/v2/flink/tags/list?last=b>; rel=\"next\"")]
    [InlineData("</v2/flink/tags/list?last=b>; rel=\"prev\"")]
    [InlineData("</v2/flink/tags/list>; rel=\"next\"")]
    public async Task APageElsewhere_OrOneThatWasThere_IsNotAskedFor(string link)
    {
        var registry = Registry(_ => link);

        (await TagsAsync(registry)).ShouldBe(["a", "b"]);

        registry.Asked.ShouldHaveSingleItem();
    }

    private static ScriptedRegistry Registry(Func<string?, string?> link) => new((request, _) =>
    {
        var last = request.RequestUri!.Query.Contains("last=b", StringComparison.Ordinal) ? "b" : null;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(last is null ? """{"name": "flink", "tags": ["a", "b"]}""" : """{"name": "flink", "tags": ["c"]}""") };
        if (link(last) is { } next)
            response.Headers.TryAddWithoutValidation("Link", next);
        return Task.FromResult(response);
    });

    private static async Task<IEnumerable<string>> TagsAsync(ScriptedRegistry registry)
    {
        using var client = new OciRegistryClient(new RegistryConnection("registry.example"), registry);
        return await client.TagsAsync("flink", TestContext.Current.CancellationToken);
    }
}
