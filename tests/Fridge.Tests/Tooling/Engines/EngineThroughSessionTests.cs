using Docker.DotNet.Models;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Testing;
using Fridge.Tests.Nodes;
using Fridge.Tooling.Engines;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Engines;

/// <summary>This machine's engine, once by its socket and once as a node's through ssh and dial-stdio.</summary>
[Trait("Suite", "ci")]
public sealed class EngineThroughSessionTests(LocalSshd sshd) : IClassFixture<LocalSshd>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SshTransport.SshNet)]
    [InlineData(SshTransport.OpenSsh)]
    public async Task Engine_ThroughASession_IsTheSameAsLocally(SshTransport choice)
    {
        await using var sessions = new NodeSessions([sshd.Address(choice)], FakePrompts.Options(sshd.Folder, null));
        using var local = await LocalEngine.OpenAsync(Cancelled);
        var engine = await (await sessions.OpenAsync("local", Cancelled)).EngineAsync(Cancelled);

        var infos = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => engine.System.GetSystemInfoAsync(Cancelled)));

        infos.Select(info => info.ID).Distinct().ShouldBe([(await local.System.GetSystemInfoAsync(Cancelled)).ID]);
    }

    [Fact]
    public async Task Events_AreFollowed_AndEndWhenCancelled()
    {
        await using var sessions = new NodeSessions([sshd.Address(SshTransport.SshNet)], FakePrompts.Options(sshd.Folder, null));
        var engine = await (await sessions.OpenAsync("local", Cancelled)).EngineAsync(Cancelled);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var name = $"fridge-test-{Guid.NewGuid():N}";
        var seen = new TaskCompletionSource<string>();
        var watching = engine.System.MonitorEventsAsync(
            new ContainerEventsParameters { Since = $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}", Filters = new Dictionary<string, IDictionary<string, bool>> { ["volume"] = new Dictionary<string, bool> { [name] = true } } },
            new FirstAction(seen), stop.Token);

        await engine.Volumes.CreateAsync(new VolumesCreateParameters { Name = name }, Cancelled);
        await engine.Volumes.RemoveAsync(name, cancellationToken: Cancelled);

        (await seen.Task.WaitAsync(Eventually.Limit, Cancelled)).ShouldBe("create");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(watching);
    }

    /// <summary>In the order in which they come; <see cref="Progress{T}"/> hands them to any thread.</summary>
    private sealed class FirstAction(TaskCompletionSource<string> first) : IProgress<Message>
    {
        public void Report(Message value) => first.TrySetResult(value.Action);
    }
}
