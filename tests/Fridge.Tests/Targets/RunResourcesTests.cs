using System.Collections.Immutable;
using Fridge.Nodes;
using Fridge.Targets.Sessions;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Targets;

public sealed class RunResourcesTests
{
    private static readonly NodeAddress Pico = new() { Name = "pico-0", Host = "10.0.0.1", KnownHostsFile = "known_hosts", ExpectedHostKey = "ssh-ed25519 AAAA" };

    private readonly List<Opened> opened = [];

    [Fact]
    public async Task Sessions_ForTheSameAddresses_AreTheSame_ForOthersNot()
    {
        await using var resources = new RunResources();

        var first = Open(resources, Pico);
        Open(resources, Pico with { }).ShouldBeSameAs(first);
        Open(resources, Pico with { ExpectedHostKey = "ssh-ed25519 BBBB" }).ShouldNotBeSameAs(first);
        Open(resources, Pico).ShouldBeSameAs(first);

        opened.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Once_SeveralWantIt_IsDoneByTheFirst()
    {
        await using var resources = new RunResources();
        var (began, done) = (0, new TaskCompletionSource());

        var first = resources.OnceAsync(() => { began++; return done.Task; });
        var second = resources.OnceAsync(() => { began++; return Task.CompletedTask; });

        second.IsCompleted.ShouldBeFalse();
        done.SetResult();
        await Task.WhenAll(first, second);
        began.ShouldBe(1);
    }

    /// <summary>A check applies a plan that is empty, for its value, and takes no lock.</summary>
    [Fact]
    public async Task Lock_NotTaken_IsRefusedWhenSomethingIsChangedAndNotBefore()
    {
        await using var resources = new RunResources();

        var untaken = resources.Lock;

        await Should.ThrowAsync<InvalidOperationException>(() => untaken.EnsureHeldAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Dispose_ClosesTheLastFirst()
    {
        var resources = new RunResources();
        Open(resources, Pico);
        Open(resources, Pico with { Port = 2222 });
        List<Opened> closed = [];
        opened.ForEach(each => each.OnDispose = closed.Add);

        await resources.DisposeAsync();

        closed.ShouldBe(opened.AsEnumerable().Reverse());
    }

    private INodeSessions Open(RunResources resources, params ImmutableArray<NodeAddress> addresses) => resources.Sessions(
        addresses,
        _ =>
        {
            opened.Add(new Opened());
            return opened[^1];
        });

    private sealed class Opened : INodeSessions
    {
        public Action<Opened> OnDispose { get; set; } = _ => { };

        public Task<NodeSession> OpenAsync(string node, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            OnDispose(this);
            return ValueTask.CompletedTask;
        }
    }
}
