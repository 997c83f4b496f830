using System.Diagnostics;
using System.Text.Json.Nodes;
using Fridge.Rollout.Kubernetes.Api;
using Fridge.Rollout.Kubernetes.Apply;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

/// <summary>The inventory of what releases have brought, in a real API server.</summary>
[Trait("Suite", "ci")]
[Collection(ApiServerTests.Name)]
public sealed class ApplySetTests(ApiServer server) : IAsyncLifetime
{
    private static readonly GroupKind Maps = new("ConfigMap", "");

    private readonly IKubernetesApi api = server.Open();
    private string space = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ServerSideApply Apply => new(api, new Discovery(api), space, force: false);

    private ApplySet Set => new(api, new Discovery(api), Apply, space, "pico");

    public async ValueTask InitializeAsync() => space = await TestNamespace.MakeAsync(api, Token);

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Prune_takes_members_that_are_not_wanted_and_nothing_else()
    {
        await BringAsync("a", "b");
        await Apply.ApplyAsync(TestNamespace.ConfigMap("by-hand", ("x", "1")), Token);

        await Set.PruneAsync(new HashSet<(GroupKind, string)> { (Maps, "a") }, Token);

        (await NamesAsync()).ShouldBe(["a", "by-hand", "fridge"]);
    }

    /// <summary>A kind of which the new release has none is looked for until it is gone.</summary>
    [Fact]
    public async Task Prune_finds_kinds_of_earlier_releases()
    {
        await BringAsync("a");
        await Set.NameKindsAsync([new GroupKind("Deployment", "apps")], Token);
        await Apply.ApplyAsync(Set.Member(TestNamespace.Deployment("gone", 1)), Token);

        await Set.PruneAsync(new HashSet<(GroupKind, string)> { (Maps, "a") }, Token);

        (await api.TryGetAsync<JsonObject>($"/apis/apps/v1/namespaces/{space}/deployments/gone", Token)).ShouldBeNull();
        (await KindsAsync()).ShouldBe("ConfigMap");
    }

    [Fact]
    public async Task What_lies_in_a_volume_is_not_pruned()
    {
        await Set.NameKindsAsync([new GroupKind("PersistentVolumeClaim", ""), Maps], Token);
        await Apply.ApplyAsync(Set.Member(Claim("state")), Token);

        await Set.PruneAsync(new HashSet<(GroupKind, string)> { (Maps, "a") }, Token);

        (await api.TryGetAsync<JsonObject>($"/api/v1/namespaces/{space}/persistentvolumeclaims/state", Token)).ShouldNotBeNull();
        (await KindsAsync()).ShouldBe("ConfigMap,PersistentVolumeClaim", "whoever asks later finds it");
    }

    [Theory]
    [InlineData("kubectl/v1.32", "is the inventory of kubectl/v1.32")]
    [InlineData(null, "is not an inventory of Fridge's")]
    public async Task A_parent_of_another_tool_is_refused(string? tooling, string expected)
    {
        var parent = TestNamespace.ConfigMap(ApplySet.Parent, ("x", "1"));
        if (tooling is not null)
            parent["metadata"]!["annotations"] = new JsonObject { ["applyset.kubernetes.io/tooling"] = tooling };
        await api.SendAsync<JsonObject>(ApiRequest.Create($"/api/v1/namespaces/{space}/configmaps", parent), Token);

        (await Should.ThrowAsync<FridgeException>(() => BringAsync("a"))).Message.ShouldContain(expected);

        (await NamesAsync()).ShouldBe(["fridge"]);
    }

    [Fact]
    public async Task Another_clusters_inventory_is_refused()
    {
        await BringAsync("a");

        (await Should.ThrowAsync<FridgeException>(() => new ApplySet(api, new Discovery(api), Apply, space, "other").MembersAsync(Token)))
            .Message.ShouldContain("is the inventory of the cluster pico");
    }

    /// <summary>A judge from outside: it knows whose set ours is, and keeps off. kubectl of Debian 12 (1.20) knows no apply sets: then this isn't shown.</summary>
    [Fact]
    public async Task Kubectl_knows_whose_it_is_and_refuses_to_prune_it()
    {
        using var kubectl = await KubectlAsync("version", "--client");
        Assert.SkipWhen(kubectl is null || !await KnowsApplySetsAsync(), "There is no kubectl that knows apply sets (1.27 and later).");
        await BringAsync("a", "b");
        var file = Path.Combine(Directory.CreateTempSubdirectory("fridge-kubectl-").FullName, "a.json");
        await File.WriteAllTextAsync(file, TestNamespace.ConfigMap("a", ("x", "1")).ToJsonString(), Token);

        using var refused = (await KubectlAsync("apply", "--server-side", "--namespace", space, "--filename", file, "--prune", $"--applyset=configmaps/{ApplySet.Parent}"))!;

        (await refused.StandardError.ReadToEndAsync(Token)).ShouldContain("managed by tooling \"fridge\" instead of \"kubectl\"");
        (await NamesAsync()).ShouldBe(["a", "b", "fridge"]);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private async Task BringAsync(params string[] names)
    {
        await Set.NameKindsAsync([Maps], Token);
        foreach (var name in names)
            await Apply.ApplyAsync(Set.Member(TestNamespace.ConfigMap(name, ("x", "1"))), Token);
    }

    private async Task<string?> KindsAsync() => (string?)(await api.GetAsync<JsonObject>($"/api/v1/namespaces/{space}/configmaps/{ApplySet.Parent}", Token))
        ["metadata"]!["annotations"]!["applyset.kubernetes.io/contains-group-kinds"];

    private async Task<IEnumerable<string>> NamesAsync() =>
        (await ObjectName.ListAsync(api, $"/api/v1/namespaces/{space}/configmaps", null, Token)).Select(map => map.Name).Where(name => name != "kube-root-ca.crt");

    private static JsonObject Claim(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "PersistentVolumeClaim",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["accessModes"] = new JsonArray("ReadWriteOnce"), ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = "1Mi" } } },
    };

    private async Task<bool> KnowsApplySetsAsync()
    {
        using var help = (await KubectlAsync("apply", "--help"))!;
        return (await help.StandardOutput.ReadToEndAsync(Token)).Contains("--applyset", StringComparison.Ordinal);
    }

    /// <returns>Null: there is none.</returns>
    private async Task<Process?> KubectlAsync(params string[] arguments)
    {
        var kubeconfig = Path.Combine(Checkout.Scratch, $"{space}.kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, server.AdminKubeconfig, Token);
        try
        {
            var process = Process.Start(new ProcessStartInfo("kubectl", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["KUBECONFIG"] = kubeconfig, ["KUBECTL_APPLYSET"] = "true" },
            })!;
            return process;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
