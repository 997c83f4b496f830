using Fridge.Testing;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Engines;
using Shouldly;
using Xunit;
using ContainersListParameters = Docker.DotNet.Models.ContainersListParameters;

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

    /// <summary>As a dockerd that hangs: it has taken the connection.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(SilentEngine.InTheMidst)]
    public async Task Ask_EngineFallsSilent_BeforeOrInItsAnswer_EndsWithASentence(int bytes)
    {
        using var engine = new SilentEngine(bytes);
        using var client = await EngineClient.OpenAsync("pico-1", engine.ConnectAsync, TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancelled);

        var failure = await Should.ThrowAsync<FridgeException>(client.Containers.ListContainersAsync(new ContainersListParameters(), Cancelled).WaitAsync(Eventually.Limit, Cancelled));

        failure.Message.ShouldBe("The engine of pico-1 has been silent for 0 s.");
        failure.NextStep.ShouldNotBeNull().ShouldContain("journalctl -u docker");
    }

    [Fact]
    public async Task Open_EngineHangs_EndsWithASentence()
    {
        using var engine = new SilentEngine(0) { IsSilentAboutItsVersion = true };

        (await Should.ThrowAsync<FridgeException>(EngineClient.OpenAsync("pico-1", engine.ConnectAsync, TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancelled)))
            .Message.ShouldContain("silent");
    }

    [Fact]
    public async Task Open_NothingAnswers_IsASentence()
    {
        var failure = await Should.ThrowAsync<FridgeException>(
            EngineClient.OpenAsync("pico-1", _ => throw new IOException("permission denied"), Cancelled));

        failure.Message.ShouldBe("The engine of pico-1 does not answer: permission denied");
    }
}
