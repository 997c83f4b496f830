using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fridge.Manifests;
using Fridge.Model;
using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Images;
using Fridge.Rollout.Kubernetes;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Releases;
using Fridge.Rollout.Secrets;
using Fridge.Rollout.Status;
using Fridge.Rollout.Verbs;
using Fridge.Tests.Manifests;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

/// <summary>A whole life on Kubernetes' own API server, controllers and scheduler; a double of a kubelet stands below them, so no container runs.</summary>
[Trait("Suite", "ci")]
[Collection(ApiServerTests.Name)]
public sealed class KubernetesLifeTests(ApiServer server) : IAsyncLifetime
{
    private static readonly RolloutLimits Limits = new() { Poll = TimeSpan.FromMilliseconds(200), Stuck = TimeSpan.FromSeconds(2), Pull = TimeSpan.FromMinutes(2), Tasks = TimeSpan.FromMinutes(2) };

    private readonly string space = TestNamespace.NewName();
    private readonly Cluster cluster = Samples.RealSession;
    private readonly ReportRecorder report = new();
    private readonly KubeletDouble kubelet = new(server);
    private readonly List<IAsyncDisposable> running = [];
    private readonly IKubernetesApi api = server.Open();
    private RenderedRelease? applied;
    private HttpStub? flink;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private KubernetesOrchestrator Orchestrator => field ??= new(
        new ControlPlaneNode(server, cluster.Flink.UiPort, () => flink?.Port), cluster, new KubernetesAccess { Namespace = space }, TimeProvider.System, report);

    private ReleaseRollout Rollout => new(Orchestrator, TimeProvider.System, report, new Redactor());

    public async ValueTask InitializeAsync()
    {
        running.Add(await server.StartAsync("kube-controller-manager", "--controllers=deployment,replicaset,statefulset,daemonset,garbagecollector,namespace"));
        running.Add(await server.StartAsync("kube-scheduler"));
        await kubelet.StartAsync("pico-0", "pico-1", "pico-2");
        flink = new HttpStub((_, path, _) => new FakeFlink(() => applied?.Flink, () => 2).Answer(path));
    }

    public async ValueTask DisposeAsync()
    {
        flink?.Dispose();
        await kubelet.DisposeAsync();
        foreach (var program in running)
            await program.DisposeAsync();
        api.Dispose();
    }

    [Fact]
    public async Task Life_FromTheFirstReleaseToDestroy()
    {
        // Nothing yet; then waves and gates.
        (await Orchestrator.ReadAsync(Token)).Workloads.ShouldBeEmpty();
        var result = await DeployAsync(1, "sidecar");
        (result.Number, result.Changed).ShouldBe((1, true));
        result.Saying.ShouldContain("jobmanager: 1 of 1 on pico-0");
        result.Saying.ShouldContain("taskmanager: 2 of 2 on pico-1, pico-2");
        result.Saying.ShouldContain("job taxi is RUNNING, all 1 vertices");
        (await DeployAsync(1, "sidecar")).Changed.ShouldBeFalse();

        // Prune: the sidecar goes with the last wave; what release 1 needs stays.
        await DeployAsync(2);
        var observed = await Orchestrator.ReadAsync(Token);
        observed.Workloads.Select(workload => (workload.Name, workload.Replicas)).ShouldBe([("jobmanager", 1), ("taskmanager", 2)]);
        observed.Files.Select(file => (file.Name, file.Content)).ShouldBe([("config-1", "version: 1"), ("config-2", "version: 2")]);
        (await KeptImages.ReadAsync(Orchestrator, Token)).References.ShouldContain("registry.fridge:5000/sidecar@sha256:1");

        // A failed gate, with evidence; nothing of a later wave is applied.
        kubelet.Broken["registry.fridge:5000/jobmanager@sha256:3"] = true;
        var failure = await Should.ThrowAsync<GateFailedException>(() => DeployAsync(3));
        failure.Message.ShouldBe("wave 1 of 2: tasks of jobmanager: jobmanager failed 3 times: Error with status 135, the JVM crashed (SIGBUS) on pico-0");
        failure.Evidence.ShouldContain("pico-0: the container jobmanager is waiting: CrashLoopBackOff: back-off, restarted 3 times");
        failure.Evidence.ShouldContain("pico-0: its last run: Error with status 135, exit code 135");
        failure.Evidence.ShouldContain(line => line.StartsWith("jobmanager@pico-0 | before it: jobmanager-", StringComparison.Ordinal));
        (await Orchestrator.ReadAsync(Token)).Find("taskmanager")!.Image.ShouldEndWith(":2");
        (await HistoryAsync()).Newest!.State.ShouldBe("failed");

        // A kept release is applied again.
        applied = Release(1, "sidecar");
        (await Rollout.ReapplyAsync(1, "bob@desk", Limits, new HeldLockDouble(), Token)).Number.ShouldBe(4);
        (await Orchestrator.ReadAsync(Token)).Workloads.Select(workload => workload.Image).ShouldAllBe(image => image.EndsWith(":1"));

        await StatusAndLogsAsync();
        await StopAndStartAsync();
        await SecretsAsync();
        await DestroyAsync();
    }

    [Fact]
    public async Task An_image_that_can_not_be_pulled_or_whose_Java_does_not_start_changes_nothing()
    {
        await DeployAsync(1);
        kubelet.Missing["registry.fridge:5000/jobmanager@sha256:2"] = true;
        (await Should.ThrowAsync<GateFailedException>(() => DeployAsync(2))).Message.ShouldBe("pico-0 can't pull registry.fridge:5000/jobmanager@sha256:2: manifest unknown.");

        kubelet.Missing.Clear();
        kubelet.TrialStatus = 135;
        var refused = await Should.ThrowAsync<GateFailedException>(() => DeployAsync(2));

        refused.Message.ShouldContain("ended with status 135 when it was started for a trial");
        refused.Evidence.ShouldContain("no such instruction");
        (await Orchestrator.ReadAsync(Token)).Workloads.ShouldAllBe(workload => workload.Image.EndsWith(":1"));
        (await ObjectName.ListAsync(api, $"/api/v1/namespaces/{space}/pods", null, Token)).ShouldNotContain(pod => pod.Name.StartsWith("fridge-"));
    }

    [Fact]
    public async Task A_pod_that_no_node_takes_shows_each_nodes_reason()
    {
        var release = Release(1);
        var nowhere = release with { Workloads = [.. release.Workloads.Select(workload => workload.Name == "jobmanager" ? Elsewhere(workload) : workload)] };

        var stuck = await Should.ThrowAsync<GateFailedException>(() => DeployAsync(nowhere));

        stuck.Message.ShouldContain("jobmanager: 0 of 1 run; unschedulable: 0/3 nodes are available");
        stuck.Evidence.ShouldContain("pico-0  has no label fridge.node=pico-7");
        stuck.Evidence.ShouldContain("pico-2  has no label fridge.node=pico-7");
    }

    [Fact]
    public async Task A_namespace_of_somebody_else_is_refused_before_anything_is_changed()
    {
        await api.SendAsync<JsonObject>(
            ApiRequest.Create("/api/v1/namespaces", new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = space } }), Token);
        await api.SendAsync<JsonObject>(ApiRequest.Create($"/apis/apps/v1/namespaces/{space}/deployments", TestNamespace.Deployment("shop", 0, cluster: "shop")), Token);

        (await Should.ThrowAsync<FridgeException>(() => DeployAsync(1))).Message.ShouldBe($"The namespace {space} is somebody else's: deployments/shop in it. Nothing was changed.");

        (await ObjectName.ListAsync(api, $"/api/v1/namespaces/{space}/secrets", null, Token)).ShouldBeEmpty();
    }

    private async Task StatusAndLogsAsync()
    {
        var status = await new StatusReader(Orchestrator).ReadAsync(cluster.Flink.UiPort, [], Token);
        status.Nodes.Select(node => (node.Name, node.State, node.Availability, node.Problem)).ShouldBe([("pico-0", "ready", "active", null), ("pico-1", "ready", "active", null), ("pico-2", "ready", "active", null)]);
        (status.Job!.Name, status.LastRelease!.Number, status.LastRelease.Reapplies).ShouldBe(("taxi", 4, 1));

        var lines = ImmutableArray.CreateBuilder<string>();
        await foreach (var line in new WorkloadLogs(Orchestrator).FollowAsync("taskmanager", 10, follow: false, Token))
            lines.Add(line.ToString());
        lines.Count.ShouldBe(2);
        lines.ShouldContain(line => line.StartsWith("taskmanager@pico-1 | taskmanager-") && line.EndsWith(" says a word"));
        await FollowAsync();
    }

    /// <summary>Whoever follows hears those that come later, too.</summary>
    private async Task FollowAsync()
    {
        var first = (await Orchestrator.InstancesAsync(await Orchestrator.ReadAsync(Token), Token)).First(instance => instance.Workload == "taskmanager");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var heard = new HashSet<string>();
        await foreach (var line in Orchestrator.LogsAsync("taskmanager", new LogRequest(0, Follow: true), limit.Token))
        {
            heard.Add(line.Instance!);
            if (heard.Count == 2)
                await api.SendAsync<JsonObject>(new ApiRequest(HttpMethod.Delete, $"/api/v1/namespaces/{space}/pods/{first.Id}"), limit.Token);
            if (heard.Count == 3)
                return;
        }
    }

    private async Task StopAndStartAsync()
    {
        var scaling = new Scaling(Orchestrator, TimeProvider.System, report) { Limits = Limits };
        await scaling.ApplyAsync(await scaling.PlanAsync(ScaleVerb.Stop, Token), new HeldLockDouble(), Token);
        var stopped = await Orchestrator.ReadAsync(Token);
        stopped.Workloads.ShouldAllBe(workload => workload.Replicas == 0);
        (await Orchestrator.InstancesAsync(stopped, Token)).ShouldBeEmpty();
        await scaling.ApplyAsync(await scaling.PlanAsync(ScaleVerb.Start, Token), new HeldLockDouble(), Token);
        (await Orchestrator.ReadAsync(Token)).Find("taskmanager")!.Replicas.ShouldBe(2);
    }

    private async Task SecretsAsync()
    {
        var changes = Orchestrator.Under(new HeldLockDouble());
        var secret = new NewSecret("s3-1234", new Redactor().Hide("s3.secret-key: hunter2hunter2"));
        await changes.StoreSecretsAsync([secret], Token);
        await changes.StoreSecretsAsync([secret], Token);
        var observed = (await Orchestrator.ReadAsync(Token)).Secrets.ShouldHaveSingleItem();
        observed.Name.ShouldBe("s3-1234");
        var stored = await api.GetAsync<JsonObject>($"/api/v1/namespaces/{space}/secrets/s3-1234", Token);
        ((bool)stored["immutable"]!).ShouldBeTrue();
        System.Text.Encoding.UTF8.GetString(System.Convert.FromBase64String((string)stored["data"]!["value"]!)).ShouldBe("s3.secret-key: hunter2hunter2");
        await changes.DeleteSecretsAsync([observed], Token);
        (await Orchestrator.ReadAsync(Token)).Secrets.ShouldBeEmpty();
    }

    private async Task DestroyAsync()
    {
        var removal = new Removal(Orchestrator, TimeProvider.System, report) { Limits = Limits };
        (await removal.FindAsync(volumes: true, Token)).ShouldContain("deployment jobmanager");

        var removed = await removal.RemoveAsync(volumes: true, new HeldLockDouble(), Token);

        removed.ShouldContain("service jobmanager");
        removed.ShouldContain("record fridge-release-000001-intent");
        removed[^1].ShouldBe($"namespace {space}");
        (await Orchestrator.RemainsAsync(Token)).IsNothing.ShouldBeTrue();
        (await removal.FindAsync(volumes: true, Token)).ShouldBeEmpty();
    }

    private static Workload Elsewhere(Workload workload) => workload with
    {
        Definition = (Fridge.Manifests.Values.Mapping)System.Text.Json.JsonSerializer.Deserialize<Fridge.Manifests.Values.Mapping>(
            System.Text.Json.JsonSerializer.Serialize(workload.Definition).Replace("pico-0", "pico-7"))!,
    };

    private RenderedRelease Release(int version, params string[] extra) => new KubernetesTestRendering(space, version, extra).Release(cluster, Samples.Plan);

    private Task<RolloutResult> DeployAsync(int version, params string[] extra) => DeployAsync(Release(version, extra));

    private Task<RolloutResult> DeployAsync(RenderedRelease release)
    {
        applied = release;
        return Rollout.RunAsync(new RolloutRequest(release, Records.Origin) { Limits = Limits }, new HeldLockDouble(), Token);
    }

    private async Task<ReleaseHistory> HistoryAsync() => ReleaseHistory.Of((await Orchestrator.ReadAsync(Token)).Records);
}
