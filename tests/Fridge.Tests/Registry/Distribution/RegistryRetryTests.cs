using System.Net;
using System.Net.Http.Headers;
using Fridge.Registry.Distribution;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Distribution;

public sealed class RegistryRetryTests
{
    private readonly HurriedTime time = new(TimeSpan.FromSeconds(60));
    private readonly Queue<Func<HttpResponseMessage>> answers = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TooManyRequests_WaitsAsLongAsTheRegistrySays()
    {
        Answers(TooMany(TimeSpan.FromSeconds(7)), () => new HttpResponseMessage(HttpStatusCode.OK));

        (await HasManifestAsync()).ShouldBeTrue();

        time.Waits.ShouldBe([TimeSpan.FromSeconds(7)]);
    }

    [Fact]
    public async Task TooManyRequests_LongerThanAnybodyWaits_EndsWithTheTime()
    {
        Answers(TooMany(TimeSpan.FromHours(1)));

        (await Should.ThrowAsync<RegistryUnreachableException>(HasManifestAsync())).NextStep!.ShouldContain("try again in 3600 s");

        time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatComesAndGoes_IsAskedAgain()
    {
        Answers(() => new HttpResponseMessage(HttpStatusCode.BadGateway), () => throw new HttpRequestException("reset"), () => new HttpResponseMessage(HttpStatusCode.OK));

        (await HasManifestAsync()).ShouldBeTrue();

        time.Waits.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)]);
    }

    [Fact]
    public async Task WhatDoesNotEnd_EndsWithTheRegistrysWord()
    {
        Answers([.. Enumerable.Repeat(() => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable), 4)]);

        (await Should.ThrowAsync<RegistryUnreachableException>(HasManifestAsync())).Message.ShouldContain("HTTP 503");

        answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task ARefusal_IsNotAskedAgain()
    {
        Answers(() => new HttpResponseMessage(HttpStatusCode.Forbidden));

        await Should.ThrowAsync<FridgeException>(HasManifestAsync());

        time.Waits.ShouldBeEmpty();
    }

    private async Task<bool> HasManifestAsync()
    {
        var server = new ScriptedRegistry((_, _) => Task.FromResult(answers.Dequeue()()));
        using var client = new OciRegistryClient(new RegistryConnection("registry.example") { Time = time, Attempts = 4 }, server);
        return await client.HasManifestAsync("flink", "a", Cancelled);
    }

    private void Answers(params Func<HttpResponseMessage>[] all) => Array.ForEach(all, answers.Enqueue);

    private static Func<HttpResponseMessage> TooMany(TimeSpan wait) => () =>
        new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new RetryConditionHeaderValue(wait) } };
}
