using System.Net;
using System.Net.Sockets;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Testing;
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

    [Fact]
    public async Task Open_AfterConnect_GetsWhatCameOfItAndTriesAnewAfterThat()
    {
        using var door = new Door(keeps: false);
        await using var sessions = new NodeSessions([door.Address], FakePrompts.Options("/no/such/folder", null));

        sessions.Connect(["pico-0"], TestContext.Current.CancellationToken);
        await Should.ThrowAsync<FridgeException>(sessions.OpenAsync("pico-0", TestContext.Current.CancellationToken));
        var first = door.Callers;
        await Should.ThrowAsync<FridgeException>(sessions.OpenAsync("pico-0", TestContext.Current.CancellationToken));

        (first, door.Callers).ShouldBe((1, 2));
    }

    [Fact]
    public async Task Dispose_WhileItConnects_WaitsForNobody()
    {
        using var door = new Door(keeps: true);
        var sessions = new NodeSessions([door.Address], FakePrompts.Options("/no/such/folder", null));

        sessions.Connect(["pico-0"], TestContext.Current.CancellationToken);
        await Eventually.BecomesAsync("it connects", Eventually.Limit, _ => Task.FromResult(door.Callers), callers => callers == 1, TestContext.Current.CancellationToken, TimeSpan.FromMilliseconds(20));

        await sessions.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static NodeAddress Address(string name) => new() { Name = name, Host = name, KnownHostsFile = "known_hosts" };

    /// <summary>A port where no sshd is: it hangs up, or says nothing.</summary>
    private sealed class Door : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly List<Socket> held = [];
        private int callers;

        /// <param name="keeps">It keeps the connection.</param>
        public Door(bool keeps)
        {
            listener.Start();
            _ = AcceptAsync(keeps);
        }

        public int Callers => callers;

        public NodeAddress Address => NodeSessionsTests.Address("pico-0") with
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            User = "pi",
            Transport = SshTransport.SshNet,
        };

        public void Dispose()
        {
            listener.Stop();
            held.ForEach(socket => socket.Dispose());
        }

        private async Task AcceptAsync(bool keeps)
        {
            while (true)
            {
                var caller = await listener.AcceptSocketAsync();
                Interlocked.Increment(ref callers);
                if (keeps)
                    held.Add(caller);
                else
                    caller.Dispose();
            }
        }
    }
}
