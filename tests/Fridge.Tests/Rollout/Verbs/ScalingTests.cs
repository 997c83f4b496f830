using Fridge.Rollout.Swarm;
using Fridge.Rollout.Verbs;
using Fridge.Tests.Manifests;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Verbs;

public sealed class ScalingTests : IAsyncDisposable
{
    private readonly ReportRecorder report = new();

    private readonly StubNodes nodes = new((_, request) => request switch
    {
        "GET /services" => """[{"ID": "s", "Spec": {"Name": "pico_jobmanager", "Labels": {"fridge.spec": "a"}, "Mode": {"Replicated": {"Replicas": 1}}}}]""",
        "GET /tasks" => """[{"ID": "t", "ServiceID": "s", "NodeID": "n", "DesiredState": "remove", "Status": {"State": "running"}}]""",
        "GET /nodes" => """[{"ID": "n", "Description": {"Hostname": "pico-1"}, "Status": {"State": "down"}}]""",
        "GET /configs" => "[]",
        _ => null,
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => nodes.DisposeAsync();

    [Fact]
    public async Task Plan_ChangesNothing()
    {
        (await PlanAsync()).ToString().ShouldBe("jobmanager 1 → 0");

        nodes.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Apply_ScalesAsPlanned_AndWaitsForNoNodeThatIsDown()
    {
        await Verb().ApplyAsync(await PlanAsync(), new HeldLockDouble(), Token);

        report.Log.ShouldContain("jobmanager: 0 run (on pico-1: ends when the node answers again)");
        nodes.Changes.ShouldBe(["pico-0: timeout -k 10 120 docker --host unix:///var/run/docker.sock service scale --detach pico_jobmanager=0"]);
    }

    private Task<ScalePlan> PlanAsync() => Verb().PlanAsync(ScaleVerb.Stop, Token);

    private Scaling Verb() => new(new SwarmOrchestrator(nodes, Samples.RealSession, TimeProvider.System, report), TimeProvider.System, report);
}
