using System.Collections.Immutable;
using Fridge.Rollout.Swarm;
using Fridge.Rollout.Verbs;
using Fridge.Tests.Manifests;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Verbs;

/// <summary>The stack is gone for the manager; its volumes are on the worker.</summary>
public sealed class RemovalTests
{
    private readonly ReportRecorder report = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Volumes_ContainerInItsGracePeriodOnAWorker_IsWaitedFor()
    {
        var asked = 0;
        await using var nodes = Nodes(containers: () => ++asked < 2 ? """[{"Id": "c"}]""" : "[]", canRemove: () => asked >= 2);

        (await RemoveAsync(nodes)).ShouldBe(["volume pico_state on pico-1"]);

        report.Log.ShouldContain("waiting for the stack's containers on pico-1 to be gone: 1 are left");
    }

    [Fact]
    public async Task Volumes_UsedByAStranger_AreNamedWithTheNode()
    {
        await using var nodes = Nodes(containers: () => "[]", canRemove: () => false);

        (await Should.ThrowAsync<FridgeException>(() => RemoveAsync(nodes))).Message
            .ShouldBe("pico-1: the volume pico_state is in use by a container that isn't the stack's.");
    }

    [Fact]
    public async Task Find_ChangesNothing()
    {
        await using var nodes = Nodes(containers: () => "[]", canRemove: () => true);

        (await Removal(nodes).FindAsync(volumes: true, Cancelled)).ShouldBe(["volume pico_state on pico-1"]);

        nodes.Changes.ShouldBeEmpty();
    }

    private static StubNodes Nodes(Func<string> containers, Func<bool> canRemove) => new((node, request) => (node, request) switch
    {
        (_, "GET /services") or (_, "GET /configs") or ("pico-0", "GET /networks") or ("pico-0", "GET /containers/json") => "[]",
        ("pico-1", "GET /containers/json") => containers(),
        ("pico-1", "GET /volumes") => """{"Volumes": [{"Name": "pico_state"}]}""",
        (_, "GET /volumes") => """{"Volumes": []}""",
        ("pico-1", "DELETE /volumes/pico_state") when canRemove() => "",
        _ => null,
    });

    private Task<ImmutableArray<string>> RemoveAsync(StubNodes nodes) =>
        Removal(nodes).RemoveAsync(volumes: true, new HeldLockDouble(), Cancelled);

    private Removal Removal(StubNodes nodes) => new(new SwarmOrchestrator(nodes, Samples.RealSession, TimeProvider.System, report), TimeProvider.System, report)
    {
        Limits = new() { Poll = TimeSpan.FromMilliseconds(1) },
    };
}
