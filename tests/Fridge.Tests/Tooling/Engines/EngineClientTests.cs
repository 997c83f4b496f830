using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Engines;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Engines;

public sealed class EngineClientTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_NodeIsOlderThanWe_SpeaksTheNodesVersion()
    {
        using var engine = new StubEngine("1.41");

        using var client = await EngineClient.OpenAsync("pico-1", engine.ConnectAsync, Cancelled);

        client.Options.ApiVersion.ShouldBe(new Version(1, 41));
    }

    [Fact]
    public void Lower_NodeIsNewerThanWe_IsOurs() =>
        EngineClient.Lower(new Version(1, 52), new Version(1, 60)).ShouldBe(new Version(1, 52));

    [Fact]
    public async Task Open_NodeIsTooOld_IsRefusedWithASentence()
    {
        using var engine = new StubEngine("1.40");

        var failure = await Should.ThrowAsync<FridgeException>(EngineClient.OpenAsync("pico-1", engine.ConnectAsync, Cancelled));

        failure.Message.ShouldBe("The engine of pico-1 speaks API 1.40; at least 1.41 (Docker 20.10) is needed.");
    }

    [Fact]
    public async Task Open_NothingAnswers_IsASentence()
    {
        var failure = await Should.ThrowAsync<FridgeException>(
            EngineClient.OpenAsync("pico-1", _ => throw new IOException("permission denied"), Cancelled));

        failure.Message.ShouldBe("The engine of pico-1 does not answer: permission denied");
    }
}
