using System.Text.Json.Nodes;
using Fridge.Manifests;
using Fridge.Manifests.Kubernetes;
using Fridge.Model;
using Fridge.Rollout.Deploy;
using Fridge.Rollout.Gates;
using Fridge.Rollout.Kubernetes;
using Fridge.Rollout.Kubernetes.Adoption;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Apply;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Verbs;
using Fridge.Tests.Engine;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

/// <summary>A Kubernetes that somebody else made, by the kubeconfig of a user whom its administrator gave the page's two roles: a real API server, a double of a kubelet.</summary>
[Trait("Suite", "ci")]
[Collection(ApiServerTests.Name)]
public sealed class AdoptedKubernetesTests(ApiServer server) : IAsyncLifetime
{
    private static readonly RolloutLimits Limits = new() { Poll = TimeSpan.FromMilliseconds(200), Stuck = TimeSpan.FromSeconds(2), Pull = TimeSpan.FromMinutes(2), Tasks = TimeSpan.FromMinutes(2) };

    private readonly string space = TestNamespace.NewName();
    private readonly ScratchFolder folder = new();
    private readonly ReportRecorder report = new();
    private readonly KubeletDouble kubelet = new(server) { Memory = "4Gi" };
    private readonly List<IAsyncDisposable> running = [];
    private readonly IKubernetesApi api = server.Open();

    /// <summary>Of the test alone: a right in the whole cluster outlives it.</summary>
    private string User => $"ann-{space}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private KubernetesAccess Access => new() { Namespace = space, Kubeconfig = folder["config"], PullSecret = PullSecret.NameOf(Unasked) };

    private string Text => $$"""
        apiVersion: fridge/v1
        name: pico
        orchestrator: kubernetes
        kubeconfig: config
        kubernetes: {namespace: {{space}}}
        registry: {url: registry.example.org/fridge, credentials: {user: me, password: {env: TOKEN} } }
        flink: {jobManager: {memory: 640m}, taskManager: {memory: 640m} }

        """;

    private Cluster Unasked => ClusterFile.Parse(Text, "f.yaml").Cluster;

    public async ValueTask InitializeAsync()
    {
        await kubelet.StartAsync("pico-0", "pico-1");
        folder.Write("config", server.KubeconfigOf($"CN={User}"));
    }

    public async ValueTask DisposeAsync()
    {
        await kubelet.DisposeAsync();
        foreach (var program in running)
            await program.DisposeAsync();
        api.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_whole_life_takes_the_two_roles_of_the_page_and_no_more()
    {
        running.Add(await server.StartAsync("kube-controller-manager", "--controllers=deployment,replicaset,statefulset,daemonset,garbagecollector,namespace"));
        running.Add(await server.StartAsync("kube-scheduler"));
        await MakeNamespaceAsync();
        await GiveRolesAsync(roles => roles);
        using var there = Adopt();

        await there.DemandRightsAsync(Token);
        var cluster = ClusterFile.Parse(Text, "f.yaml", found: await there.FindAsync(Token)).Cluster;
        cluster.Nodes.Select(node => (node.Name, node.Architecture, node.Board.Ram)).ShouldBe(
            [("pico-0", NodeArchitecture.Amd64, MemorySize.Mebibytes(4096)), ("pico-1", NodeArchitecture.Amd64, MemorySize.Mebibytes(4096))]);
        using var orchestrator = new KubernetesOrchestrator(new Closed(), cluster, Access, TimeProvider.System, report);
        await using (var held = await orchestrator.LockAsync(new Fridge.Nodes.Locks.LockHolder(User, "desk", "Deploy"), wait: false, Token))
        {
            await ConvergeAsync(there, cluster);
            var release = await ReleaseAsync(cluster);
            var rollout = new ReleaseRollout(orchestrator, TimeProvider.System, report, new Redactor());

            (await rollout.RunAsync(new RolloutRequest(release, Records.Origin) { Limits = Limits }, held, Token)).Changed.ShouldBeTrue();
            (await rollout.RunAsync(new RolloutRequest(release, Records.Origin) { Limits = Limits }, held, Token)).Changed.ShouldBeFalse();

            var pods = await api.GetAsync<k8s.Models.V1PodList>($"/api/v1/namespaces/{space}/pods", Token);
            pods.Items.ShouldAllBe(pod => pod.Spec.ImagePullSecrets.Single().Name == "fridge-registry");
            pods.Items.Count.ShouldBe(3, "JobManager, and a TaskManager on each node that takes pods");
            var removed = await new Removal(orchestrator, TimeProvider.System, report) { Limits = Limits }.RemoveAsync(volumes: false, held, Token);
            removed.ShouldContain("deployment jobmanager");
            removed.ShouldContain("pull fridge-registry");
        }

        (await orchestrator.RemainsAsync(Token)).IsNothing.ShouldBeTrue();
        (await ObjectName.ListAsync(api, $"/api/v1/namespaces/{space}/secrets", null, Token)).ShouldBeEmpty();
        (await api.TryGetAsync<JsonObject>($"/api/v1/namespaces/{space}", Token)).ShouldNotBeNull("the namespace is somebody else's");
    }

    [Fact]
    public async Task Missing_rights_are_named_with_verb_and_resource_before_anything_is_changed()
    {
        await MakeNamespaceAsync();
        await GiveRolesAsync(roles => roles.Replace("resources: [deployments], verbs: [get, list, create, patch, delete]", "resources: [deployments], verbs: [get, list, delete]").Replace("pods/log", "pods/exec"));
        using var there = Adopt();

        var refused = await Should.ThrowAsync<FridgeException>(() => there.DemandRightsAsync(Token));

        refused.WrongUse.ShouldBeTrue();
        refused.Message.ShouldEndWith("doesn't let its user do all that a deployment needs: get pods/log and 2 more rights. Nothing was changed.");
        refused.Evidence.ShouldBe([$"get pods/log in the namespace {space}", $"create, patch deployments.apps in the namespace {space}"]);
    }

    [Fact]
    public async Task A_user_without_any_right_is_told_of_the_nodes_first() =>
        (await Should.ThrowAsync<FridgeException>(() => Adopt().FindAsync(Token))).Message.ShouldContain($"User \"{User}\" cannot list resource \"nodes\"");

    [Fact]
    public async Task Labels_are_written_when_asked_for_alone_and_then_pods_are_placed_by_them()
    {
        folder.Write("config", server.AdminKubeconfig);
        (await Adopt().FindAsync(Token)).HasLabels.ShouldBeFalse();
        using var labelling = Adopt(labelNodes: true);
        var found = await labelling.FindAsync(Token);
        found.HasLabels.ShouldBeTrue("they are to be there");

        var plan = await labelling.PlanAsync(found.Nodes, null, Token);
        await labelling.ApplyAsync(plan, new HeldLockDouble(), Token);

        plan.Lines.ShouldContain($"label the node {kubelet.NodeOf("pico-0")} fridge.arch=amd64 fridge.node=pico-0 fridge.worker=true");
        (await Adopt().FindAsync(Token)).HasLabels.ShouldBeTrue();
        (await labelling.PlanAsync(found.Nodes, null, Token)).IsUnchanged.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_password_is_written_over_the_old_one()
    {
        folder.Write("config", server.AdminKubeconfig);
        using var there = Adopt();
        var cluster = ClusterFile.Parse(Text, "f.yaml", found: await there.FindAsync(Token)).Cluster;
        await ConvergeAsync(there, cluster);

        var plan = await there.PlanAsync(cluster.Nodes, Login("another word"), Token);
        await there.ApplyAsync(plan, new HeldLockDouble(), Token);

        plan.Lines.ShouldBe(["write the secret fridge-registry, by which nodes pull images"]);
        (await PullConfigAsync()).ShouldBe("""{"auths":{"registry.example.org":{"auth":"bWU6YW5vdGhlciB3b3Jk"}}}""");
    }

    [Fact]
    public async Task An_api_server_that_does_not_answer_is_a_sentence()
    {
        using var user = server.Authority.Client($"CN={User}");
        folder.Write("config", server.Authority.Kubeconfig($"https://127.0.0.1:{ApiServer.FreePort()}", user));

        (await Should.ThrowAsync<FridgeException>(() => Adopt().FindAsync(Token))).Message.ShouldStartWith($"The API server of {folder["config"]} doesn't answer: Connection refused");
    }

    /// <summary>The front door itself: its first line has the nodes, and no tables of sessions.</summary>
    [Fact]
    public async Task A_plan_of_Deploy_has_the_nodes_of_the_API()
    {
        await MakeNamespaceAsync();
        await GiveRolesAsync(roles => roles);
        var file = folder.Write("shelf.yaml", Text);

        var run = await EngineRun.OfAsync(new Fridge.Targets.Build(), $"Deploy --plan --cluster {file}");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Out.ShouldStartWith($"pico: the nodes of {folder["config"]}, 127.0.0.1, 127.0.0.1, Flink ");
        run.Out.ShouldContain("one, wherever its image runs (kubernetes.io/arch=amd64)");
        run.Out.ShouldNotContain("how the nodes are reached");
    }

    /// <summary>Found before any effect, so it is the command line's fault.</summary>
    [Fact]
    public async Task Deploy_without_rights_ends_with_2()
    {
        await MakeNamespaceAsync();
        await GiveRolesAsync(roles => roles.Replace("leases", "lemons"));

        var run = await EngineRun.OfAsync(new Fridge.Targets.Build(), $"Deploy --cluster {folder.Write("shelf.yaml", Text)}");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain($"get, create, update leases.coordination.k8s.io in the namespace {space}");
    }

    private AdoptedKubernetes Adopt(bool labelNodes = false) => new(Unasked, Access, labelNodes, TimeProvider.System);

    private static PullLogin Login(string password) => new("registry.example.org", "me", new Redactor().Hide(password));

    private async Task ConvergeAsync(AdoptedKubernetes there, Cluster cluster)
    {
        var plan = await there.PlanAsync(cluster.Nodes, Login("a word of theirs"), Token);
        plan.IsUnchanged.ShouldBeFalse();
        await there.ApplyAsync(plan, new HeldLockDouble(), Token);
        (await PullConfigAsync()).ShouldBe("""{"auths":{"registry.example.org":{"auth":"bWU6YSB3b3JkIG9mIHRoZWlycw=="}}}""");
        (await there.PlanAsync(cluster.Nodes, Login("a word of theirs"), Token)).IsUnchanged.ShouldBeTrue();
    }

    private async Task<string> PullConfigAsync()
    {
        var secret = await api.GetAsync<JsonObject>($"/api/v1/namespaces/{space}/secrets/fridge-registry", Token);
        ((string)secret["type"]!).ShouldBe("kubernetes.io/dockerconfigjson");
        return System.Text.Encoding.UTF8.GetString(System.Convert.FromBase64String((string)secret["data"]![".dockerconfigjson"]!));
    }

    /// <summary>As the templates make it; no Flink runs, so its gates are left out.</summary>
    private static async Task<RenderedRelease> ReleaseAsync(Cluster cluster)
    {
        var rendering = new KubernetesRendering();
        var templates = await TemplateSet.ReadAsync(Checkout.Root, rendering.TemplateFolder, "none", Token);
        var release = rendering.Rehearse(templates, cluster, MemoryPlan.For(cluster));
        return release with { Workloads = [.. release.Workloads.Select(workload => workload with { Gates = [] })] };
    }

    private Task MakeNamespaceAsync() => api.SendAsync<JsonObject>(
        ApiRequest.Create("/api/v1/namespaces", new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = space } }), Token);

    private async Task GiveRolesAsync(Func<string, string> change)
    {
        var apply = new ServerSideApply(api, new Discovery(api), space, force: true);
        foreach (var role in PageRoles.Of(change(PageRoles.Text.Replace("namespace: shelf", $"namespace: {space}").Replace("fridge-nodes", $"fridge-nodes-{space}").Replace("name: ann", $"name: {User}"))))
            await apply.ApplyAsync(role, Token);
    }

    /// <summary>Nobody may be asked for a session there.</summary>
    private sealed class Closed : Fridge.Nodes.INodeSessions
    {
        public Task<Fridge.Nodes.NodeSession> OpenAsync(string node, CancellationToken cancellationToken) => throw new InvalidOperationException($"A session to {node} was asked for.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
