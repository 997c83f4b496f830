using System.Text.Json.Nodes;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Apply;
using Fridge.Rollout.Verbs;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

/// <summary>What applying does to a real API server.</summary>
[Trait("Suite", "ci")]
[Collection(ApiServerTests.Name)]
public sealed class ServerSideApplyTests(ApiServer server) : IAsyncLifetime
{
    private readonly IKubernetesApi api = server.Open();
    private string space = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Discovery Kinds => new(api);

    public async ValueTask InitializeAsync() => space = await TestNamespace.MakeAsync(api, Token);

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_what_is_no_longer_named_goes()
    {
        var first = Version(await Apply().ApplyAsync(TestNamespace.ConfigMap("a", ("x", "1"), ("y", "2")), Token));
        Version(await Apply().ApplyAsync(TestNamespace.ConfigMap("a", ("x", "1"), ("y", "2")), Token)).ShouldBe(first);

        var now = await Apply().ApplyAsync(TestNamespace.ConfigMap("a", ("x", "1")), Token);

        now["data"]!.AsObject().Select(entry => entry.Key).ShouldBe(["x"]);
    }

    [Fact]
    public async Task A_field_of_another_is_shown_with_his_name_and_taken_over_only_by_force()
    {
        await Apply().ApplyAsync(TestNamespace.Deployment("jobmanager", 1), Token);
        await ByHandAsync("jobmanager", """{"spec": {"replicas": 5}}""");

        var conflict = await Should.ThrowAsync<FieldConflictException>(() => Apply().ApplyAsync(TestNamespace.Deployment("jobmanager", 2), Token));

        conflict.Message.ShouldBe("Deployment jobmanager: ann-by-hand has set .spec.replicas. Nothing of jobmanager was changed.");
        conflict.NextStep!.ShouldContain("--force-conflicts");
        (await ReplicasAsync("jobmanager")).ShouldBe(5);
        await Apply(force: true).ApplyAsync(TestNamespace.Deployment("jobmanager", 2), Token);
        (await ReplicasAsync("jobmanager")).ShouldBe(2);
    }

    /// <summary>Stop and Start are ours too, whatever name they bear before the API server.</summary>
    [Fact]
    public async Task What_Stop_has_set_the_next_release_takes_back()
    {
        await Apply().ApplyAsync(TestNamespace.Deployment("jobmanager", 2), Token);
        await new WorkloadScaling(api, Kinds, space).ScaleAsync(new WorkloadScale("jobmanager", 2, 0), Token);
        (await ReplicasAsync("jobmanager")).ShouldBe(0);

        await Apply().ApplyAsync(TestNamespace.Deployment("jobmanager", 2), Token);

        (await ReplicasAsync("jobmanager")).ShouldBe(2);
    }

    [Fact]
    public async Task A_kind_that_the_cluster_does_not_know_is_a_sentence()
    {
        var budget = TestNamespace.ConfigMap("a");
        (budget["apiVersion"], budget["kind"]) = ("policy/v1", "PodDisruptionBudget");

        (await Should.ThrowAsync<FridgeException>(() => Apply().ApplyAsync(budget, Token))).Message.ShouldBe("The cluster's API has no PodDisruptionBudget of policy/v1.");
    }

    [Fact]
    public async Task A_field_that_the_cluster_does_not_know_is_refused_in_its_words()
    {
        var deployment = TestNamespace.Deployment("jobmanager", 1);
        deployment["spec"]!["replicsa"] = 1;

        (await Should.ThrowAsync<KubernetesRefusedException>(() => Apply().ApplyAsync(deployment, Token))).Message.ShouldContain("replicsa");
    }

    [Fact]
    public async Task A_right_that_lacks_is_named_with_its_verb_and_resource()
    {
        using var ann = server.Open(server.KubeconfigOf("CN=ann"));

        var refused = await Should.ThrowAsync<FridgeException>(() => new ServerSideApply(ann, Kinds, space, force: false).ApplyAsync(TestNamespace.Deployment("jobmanager", 1), Token));

        refused.Message.ShouldContain("User \"ann\" cannot patch resource \"deployments\" in API group \"apps\"");
    }

    [Fact]
    public async Task A_users_certificate_of_another_ca_is_not_accepted()
    {
        using var other = new TestAuthority();
        using var stranger = other.Client("O=system:masters, CN=admin");
        var kubeconfig = server.Authority.Kubeconfig("https://127.0.0.1:6443", stranger);
        using var they = server.Open(kubeconfig);

        (await Should.ThrowAsync<FridgeException>(() => they.GetAsync<JsonObject>("/api/v1/nodes", Token))).Message.ShouldContain("doesn't accept the kubeconfig's user");
    }

    private ServerSideApply Apply(bool force = false) => new(api, Kinds, space, force);

    /// <summary>As <c>kubectl edit</c> or <c>scale</c> do.</summary>
    private async Task ByHandAsync(string deployment, string patch)
    {
        using var client = api.Behind("/");
        using var content = new StringContent(patch, null, "application/merge-patch+json");
        (await client.PatchAsync($"apis/apps/v1/namespaces/{space}/deployments/{deployment}?fieldManager=ann-by-hand", content, Token)).EnsureSuccessStatusCode();
    }

    private async Task<int> ReplicasAsync(string deployment) =>
        (int)(await api.GetAsync<JsonObject>($"/apis/apps/v1/namespaces/{space}/deployments/{deployment}", Token))["spec"]!["replicas"]!;

    private static string Version(JsonObject applied) => (string)applied["metadata"]!["resourceVersion"]!;
}
