using Fridge.Nodes;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class NodeSessionsTests
{
    [Fact]
    public async Task Open_NodeThatIsNotThere_NamesThoseThatAreAndDisposesInPeace()
    {
        var sessions = new NodeSessions([Address("pico-1"), Address("pico-0")], FakePrompts.Options("/no/such/folder", null));

        var failure = await Should.ThrowAsync<FridgeException>(sessions.OpenAsync("pico-9", TestContext.Current.CancellationToken));

        (failure.Message, failure.NextStep, failure.WrongUse).ShouldBe(("The cluster has no node pico-9.", "Its nodes: pico-0, pico-1.", true));
        await sessions.DisposeAsync();
    }

    private static NodeAddress Address(string name) => new() { Name = name, Host = name, KnownHostsFile = "known_hosts" };
}
