using System.Net;
using Fridge.Images.Plan;
using Fridge.Images.Upstream;
using Fridge.Tests.Engine;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Upstream;

public sealed class FlinkListingTests : IDisposable
{
    /// <summary>As Apache's mirrors list a folder.</summary>
    private const string Page =
        """
        <html><head><title>Index of /flink</title></head><body><pre>
        <a href="/">Parent Directory</a>
        <a href="flink-1.20.5/">flink-1.20.5/</a>  2026-08-01 10:00    -
        <a href="flink-1.20.10/">flink-1.20.10/</a>  2026-11-01 10:00    -
        <a href="flink-1.20.9/">flink-1.20.9/</a>  2026-10-01 10:00    -
        <a href="flink-2.1.0/">flink-2.1.0/</a>  2026-10-01 10:00    -
        <a href="flink-connector-kafka-3.4.0/">flink-connector-kafka-3.4.0/</a>
        <a href="flink-shaded-20.0/">flink-shaded-20.0/</a>
        </pre></body></html>
        """;

    private readonly ScratchFolder folder = new();
    private readonly ReportRecorder report = new();

    [Theory]
    [InlineData("1.20.5", "1.20.10")]
    [InlineData("1.20.10", null)]
    [InlineData("2.0.0", null)]
    public async Task ANewerPatchRelease_IsFound_AndNoOtherLine(string held, string? newer) => (await NewerAsync(held, _ => Page, "https://a.example/flink")).ShouldBe(newer);

    [Fact]
    public async Task AFolder_IsListedToo()
    {
        Directory.CreateDirectory(folder["mirror/flink-1.20.6"]);

        (await NewerAsync("1.20.5", _ => null, "mirror")).ShouldBe("1.20.6");
    }

    [Fact]
    public async Task AMirrorThatDoesNotAnswer_GivesWayToTheNext() =>
        (await NewerAsync("1.20.5", address => address.Host == "b.example" ? Page : null, "https://a.example/flink", "nowhere", "https://b.example/flink/")).ShouldBe("1.20.10");

    [Fact]
    public async Task NobodyAnswers_IsAWarning_AndNoFailure()
    {
        (await NewerAsync("1.20.5", _ => null, "https://a.example/flink")).ShouldBeNull();

        report.Log.Single().ShouldStartWith("Fridge could not find out whether there is a newer Flink 1.20.5: https://a.example/flink/: ");
    }

    public void Dispose() => folder.Dispose();

    private async Task<string?> NewerAsync(string held, Func<Uri, string?> page, params string[] mirrors)
    {
        using var http = new HttpClient(new ScriptedHttp((address, _) => Task.FromResult(page(address) is { } text
            ? new HttpResponseMessage { Content = new StringContent(text) }
            : new HttpResponseMessage(HttpStatusCode.NotFound))));
        return await new FlinkListing(http, folder.Path).NewerAsync(held, mirrors.Select(mirror => new FlinkMirror(mirror, held, "")), report, TestContext.Current.CancellationToken);
    }
}
