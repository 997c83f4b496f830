using System.Net;
using Fridge.Rollout.Flink;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Flink;

public sealed class FlinkClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RealAnswers_AreRead()
    {
        using var flink = RecordedFlink.Client();

        (await flink.OverviewAsync(Token)).ShouldBe(new FlinkOverview(1, 2, 0, "1.20.5"));
        (await flink.JobsAsync(Token)).Single().State.ShouldBe("RUNNING");
        (await flink.JobAsync(RecordedFlink.Job, Token))!.Vertices.Select(vertex => (vertex.Name, vertex.Parallelism, vertex.IsSource))
            .ShouldBe([("Source: rides -> closest-place", 2, true), ("counts", 1, false)]);
        (await flink.CheckpointsAsync(RecordedFlink.Job, Token))!.Latest.Completed!.Id.ShouldBe(2);
        (await flink.TaskManagersAsync(Token)).Single().Memory.TotalProcess.ShouldBe(512L << 20);
        (await flink.JobManagerEnvironmentAsync(Token)).Jvm.Options.ShouldContain("-Xmx268435456");
        (await flink.JobManagerConfigAsync(Token)).ShouldContain(new FlinkSetting("parallelism.default", "2"));
    }

    [Fact]
    public async Task UnknownJob_IsNull()
    {
        using var flink = RecordedFlink.Client();

        (await flink.JobAsync("0123", Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "", "doesn't answer /overview")]
    [InlineData(HttpStatusCode.OK, "{\"taskmanagers\":1}", "that Fridge can't read")]
    [InlineData(HttpStatusCode.OK, "<html>", "that Fridge can't read")]
    public async Task OtherAnswer_IsASentence(HttpStatusCode status, string body, string expected)
    {
        using var flink = new FlinkClient(new HttpClient(new Fixed(status, body)) { BaseAddress = new Uri("http://flink/") });

        (await Should.ThrowAsync<FlinkUnavailableException>(() => flink.OverviewAsync(Token))).Message.ShouldContain(expected);
    }

    private sealed class Fixed(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) });
    }
}
