using System.Text.Json.Nodes;
using Fridge.Model;
using Fridge.Nodes.Locks;
using Fridge.Rollout.Kubernetes;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Orchestration;
using Fridge.Testing;
using Fridge.Tests.Manifests;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

/// <summary>What a cluster remembers in a real API server; and one that somebody else made, by its kubeconfig alone.</summary>
[Trait("Suite", "ci")]
[Collection(ApiServerTests.Name)]
public sealed class KubernetesKeptTests(ApiServer server) : IDisposable
{
    private readonly string space = TestNamespace.NewName();
    private readonly Cluster cluster = Samples.RealSession;
    private readonly IKubernetesApi api = server.Open();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private KubernetesOrchestrator Own => new(new ControlPlaneNode(server, 0, () => null), cluster, new KubernetesAccess { Namespace = space }, TimeProvider.System, new ReportRecorder());

    public void Dispose() => api.Dispose();

    [Fact]
    public async Task A_record_is_written_once_read_and_deleted()
    {
        var changes = Own.Under(new HeldLockDouble());
        await changes.StoreAsync(new StoredRecord("12", StoredRecord.Intent, """{"schema": 1}"""), Token);
        await changes.StoreAsync(new StoredRecord("12", StoredRecord.Result, """{"schema": 2}"""), Token);

        var records = (await Own.ReadAsync(Token)).Records;
        records.Select(record => (record.Release, record.Part, record.Content)).ShouldBe([("12", "intent", """{"schema": 1}"""), ("12", "result", """{"schema": 2}""")]);
        (await Should.ThrowAsync<FridgeException>(() => changes.StoreAsync(new StoredRecord("12", StoredRecord.Intent, "{}"), Token)))
            .Message.ShouldBe("fridge-release-000012-intent exists already: somebody else is changing pico.");
        ((string)(await api.GetAsync<JsonObject>($"/api/v1/namespaces/{space}/secrets/fridge-release-000012-intent", Token))["type"]!).ShouldBe("fridge.dev/release");

        await changes.DeleteAsync([records[0]], [], Token);
        (await Own.ReadAsync(Token)).Records.ShouldHaveSingleItem().Part.ShouldBe("result");
    }

    [Fact]
    public async Task What_nodes_pull_with_is_a_secret_which_another_password_is_written_over()
    {
        using var orchestrator = new KubernetesOrchestrator(
            new ControlPlaneNode(server, 0, () => null), cluster, new KubernetesAccess { Namespace = space, PullSecret = "fridge-registry" }, TimeProvider.System, new ReportRecorder());
        var changes = orchestrator.Under(new HeldLockDouble());

        await changes.TakeLoginAsync(Login("one"), Token);
        var first = await PullSecretAsync();
        await changes.TakeLoginAsync(Login("one"), Token);
        var same = await PullSecretAsync();
        await changes.TakeLoginAsync(Login("two"), Token);
        var second = await PullSecretAsync();

        ((string)first["type"]!).ShouldBe("kubernetes.io/dockerconfigjson");
        ((string)same["metadata"]!["resourceVersion"]!).ShouldBe((string)first["metadata"]!["resourceVersion"]!);
        ((string)second["data"]![".dockerconfigjson"]!).ShouldNotBe((string)first["data"]![".dockerconfigjson"]!);
        ((string)second["metadata"]!["uid"]!).ShouldBe((string)first["metadata"]!["uid"]!);
    }

    /// <summary>A volume remembers its claim and takes no other: with it gone, the next release makes both anew. Somebody else's stays. Nothing runs here that takes their finalizers off.</summary>
    [Theory]
    [InlineData("pico", true)]
    [InlineData("other", false)]
    public async Task With_a_claim_goes_the_volume_that_came_with_it(string owner, bool goes)
    {
        var (name, claims) = ($"{space}-state", $"/api/v1/namespaces/{space}/persistentvolumeclaims");
        await Own.Under(new HeldLockDouble()).StoreAsync(new StoredRecord("1", StoredRecord.Intent, "{}"), Token);
        await api.SendAsync<JsonObject>(ApiRequest.Create("/api/v1/persistentvolumes", Volume(name, owner)), Token);
        await api.SendAsync<JsonObject>(ApiRequest.Create(claims, Claim(name)), Token);

        await Own.Under(new HeldLockDouble()).RemoveVolumeAsync(new ObservedVolume("pico-0", "state"), Token);

        IsGoing(await api.TryGetAsync<JsonObject>($"{claims}/state", Token)).ShouldBeTrue();
        IsGoing(await api.TryGetAsync<JsonObject>($"/api/v1/persistentvolumes/{name}", Token)).ShouldBe(goes);
    }

    /// <summary>By Kubernetes' own controllers.</summary>
    [Fact]
    public async Task The_object_stores_claim_gets_its_volume_and_so_again_after_both_were_taken_away()
    {
        await using var controllers = await server.StartAsync("kube-controller-manager", "--controllers=persistentvolume-binder,pv-protection,pvc-protection");
        var file = ReadyClusters.Load("virtual-full.yaml").OnKubernetes(20);
        var full = file with { Kubernetes = file.Kubernetes! with { Namespace = space } };
        var release = await ReadyClusters.RenderAsync(ReadyClusters.Kubernetes, full);
        using var orchestrator = new KubernetesOrchestrator(new ControlPlaneNode(server, 0, () => null), full, new KubernetesAccess { Namespace = space }, TimeProvider.System, new ReportRecorder());
        var changes = orchestrator.Under(new HeldLockDouble());
        var (claim, volume) = ($"/api/v1/namespaces/{space}/persistentvolumeclaims/object-store-full-0", $"/api/v1/persistentvolumes/{space}-object-store-full-0");

        await changes.ApplyAsync(release, throughWave: 0, [], Token);
        await IsBoundAsync(claim);
        // For whose sake the namespace stays.
        await api.SendAsync<JsonObject>(ApiRequest.Create($"/api/v1/namespaces/{space}/persistentvolumeclaims", Claim("nowhere")), Token);
        await changes.RemoveVolumeAsync(new ObservedVolume("full-0", "object-store-full-0"), Token);
        await Eventually.BecomesAsync("both are gone", Eventually.Limit, async token => (await api.TryGetAsync<JsonObject>(claim, token), await api.TryGetAsync<JsonObject>(volume, token)), left => left is (null, null), Token);
        await changes.ApplyAsync(release, throughWave: 0, [], Token);

        await IsBoundAsync(claim);
        ((string)(await api.GetAsync<JsonObject>(volume, Token))["spec"]!["hostPath"]!["path"]!).ShouldBe("/var/lib/fridge/object-store");
    }

    private Task<JsonObject> IsBoundAsync(string claim) => Eventually.BecomesAsync(
        "the claim has its volume", Eventually.Limit, token => api.GetAsync<JsonObject>(claim, token), found => (string?)found["status"]?["phase"] == "Bound", Token);

    private static bool IsGoing(JsonObject? found) => found is null || found["metadata"]!["deletionTimestamp"] is not null;

    private static JsonObject Volume(string name, string owner) => JsonNode.Parse($$$$$"""
        {"apiVersion": "v1", "kind": "PersistentVolume", "metadata": {"name": "{{{{{name}}}}}", "labels": {"app.kubernetes.io/part-of": "{{{{{owner}}}}}"}},
         "spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"], "persistentVolumeReclaimPolicy": "Retain", "hostPath": {"path": "/nowhere"}}}
        """)!.AsObject();

    private static JsonObject Claim(string volume) => JsonNode.Parse($$$$$"""
        {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "state"},
         "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "", "volumeName": "{{{{{volume}}}}}", "resources": {"requests": {"storage": "1Gi"}}}}
        """)!.AsObject();

    private static PullLogin Login(string password) => new("registry.example.org", "ada", new Redactor().Hide(password));

    private Task<JsonObject> PullSecretAsync() => api.GetAsync<JsonObject>($"/api/v1/namespaces/{space}/secrets/fridge-registry", Token);

    /// <summary>Of the same name, and not what was looked at: somebody has made it since.</summary>
    [Fact]
    public async Task What_has_come_by_the_same_name_stays()
    {
        var changes = Own.Under(new HeldLockDouble());
        await changes.StoreAsync(new StoredRecord("1", StoredRecord.Intent, "{}"), Token);
        var old = (await Own.ReadAsync(Token)).Records.Single();
        await changes.DeleteAsync([old], [], Token);
        await changes.StoreAsync(new StoredRecord("1", StoredRecord.Intent, """{"schema": 9}"""), Token);

        await changes.DeleteAsync([old], [], Token);

        (await Own.ReadAsync(Token)).Records.ShouldHaveSingleItem().Content.ShouldBe("""{"schema": 9}""");
    }

    [Fact]
    public async Task A_record_that_is_too_large_is_a_sentence() =>
        (await Should.ThrowAsync<FridgeException>(() => Own.Under(new HeldLockDouble()).StoreAsync(new StoredRecord("1", StoredRecord.Intent, new string('x', 1024 * 1024 + 1)), Token)))
            .Message.ShouldBe("The secret fridge-release-000001-intent has 1048577 bytes; Kubernetes keeps 1048576.");

    /// <summary>No session to a node, no flock: whoever has the kubeconfig and rights in the namespace may.</summary>
    [Fact]
    public async Task A_Kubernetes_that_somebody_else_made_is_read_and_locked_by_its_kubeconfig_alone()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("fridge-adopted-").FullName, "config");
        await File.WriteAllTextAsync(file, server.AdminKubeconfig, Token);
        var adopted = new KubernetesOrchestrator(new StandIn(), cluster, new KubernetesAccess { Namespace = space, Kubeconfig = file }, TimeProvider.System, new ReportRecorder());

        await using (var held = await adopted.LockAsync(new LockHolder("ann", "desk", "Deploy"), wait: false, Token))
        {
            await held.EnsureHeldAsync(Token);
            (await api.TryGetAsync<JsonObject>($"/apis/coordination.k8s.io/v1/namespaces/{space}/leases/fridge-pico", Token)).ShouldNotBeNull();
            (await Should.ThrowAsync<FridgeException>(() => held.RunAsync(ShellText.Trusted("true"), TimeSpan.FromSeconds(1), Token))).Message.ShouldContain("didn't make");
            await adopted.Under(held).StoreAsync(new StoredRecord("1", StoredRecord.Intent, "{}"), Token);
        }

        (await adopted.ReadAsync(Token)).Records.ShouldHaveSingleItem();
        await adopted.Changes.RemoveAsync(Token);
        (await adopted.RemainsAsync(Token)).IsNothing.ShouldBeTrue();
        (await api.TryGetAsync<JsonObject>($"/api/v1/namespaces/{space}", Token)).ShouldNotBeNull("the namespace stays where Fridge didn't make the Kubernetes");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task A_kubeconfig_that_points_nowhere_is_a_sentence()
    {
        using var user = server.Authority.Client("CN=ann");
        using var nowhere = new KubernetesApi(
            KubernetesClientFactory.Open(Kubeconfig.Parse(server.Authority.Kubeconfig($"https://127.0.0.1:{ApiServer.FreePort()}", user), "of the test", DateTimeOffset.UtcNow), null), "the API server", TimeProvider.System)
        {
            Patience = TimeSpan.FromSeconds(1),
        };

        (await Should.ThrowAsync<FridgeException>(() => nowhere.GetAsync<JsonObject>("/version", Token))).Message.ShouldStartWith("the API server doesn't answer: Connection refused");
    }

    /// <summary>Nobody may be asked for a session there.</summary>
    private sealed class StandIn : Fridge.Nodes.INodeSessions
    {
        public Task<Fridge.Nodes.NodeSession> OpenAsync(string node, CancellationToken cancellationToken) => throw new InvalidOperationException($"A session to {node} was asked for.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
