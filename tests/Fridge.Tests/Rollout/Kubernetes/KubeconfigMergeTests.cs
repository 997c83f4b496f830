using Fridge.Rollout.Kubernetes.Api;
using Fridge.Tests.Rollout.Kubernetes.Fixtures;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Kubernetes;

public sealed class KubeconfigMergeTests : IDisposable
{
    private const string Persons = """
        apiVersion: v1
        kind: Config
        current-context: work
        preferences: {colors: true}
        clusters:
        - name: pico
          cluster: {server: "https://work.example:6443", proxy-url: "socks5://127.0.0.1:1080"}
        contexts:
        - name: work
          context: {cluster: pico, user: me, namespace: mine}
        users:
        - name: me
          user:
            exec: {apiVersion: client.authentication.k8s.io/v1, command: get-token, interactiveMode: Never}
        """;

    private readonly TestAuthority authority = new();

    public void Dispose() => authority.Dispose();

    [Fact]
    public void A_persons_own_entries_stay_with_all_that_is_in_them()
    {
        var merged = Merge(Persons);

        foreach (var kept in (string[])["current-context: work", "colors: true", "https://work.example:6443", "socks5://127.0.0.1:1080", "command: get-token", "namespace: mine", "interactiveMode: Never"])
            merged.ShouldContain(kept);
        merged.ShouldContain("cluster: fridge-pico");
        merged.ShouldContain("https://10.0.0.1:6443");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("apiVersion: v1\nkind: Config\nclusters: null\ncontexts: []\n")]
    public void Where_nothing_is_the_cluster_becomes_the_current_one_and_can_be_used(string? present)
    {
        var merged = Merge(present);

        var read = Kubeconfig.Parse(merged, "merged", DateTimeOffset.UtcNow);
        read.Host.ShouldBe("https://10.0.0.1:6443");
        read.CurrentContext.ShouldBe("fridge-pico");
    }

    [Fact]
    public void Merged_again_nothing_changes_and_a_new_certificate_takes_the_place_of_the_old()
    {
        var own = Own();
        var once = KubeconfigMerge.Merge(Persons, "config", own, "pico");

        KubeconfigMerge.Merge(once, "config", own, "pico").ShouldBeSameAs(once);
        var renewed = KubeconfigMerge.Merge(once, "config", Own(), "pico");

        renewed.ShouldNotBe(once);
        renewed.Split("name: fridge-pico").Length.ShouldBe(4, "one cluster, one user, one context");
    }

    [Theory]
    [InlineData("- a list")]
    [InlineData("clusters: {a: b}")]
    [InlineData("clusters: [")]
    public void What_is_no_kubeconfig_is_refused_with_its_place(string present)
    {
        var refused = Should.Throw<FridgeException>(() => Merge(present));

        refused.WrongUse.ShouldBeTrue();
        refused.Message.ShouldMatch(@"^config:\d+:\d+: .*Nothing was changed\.$");
    }

    private string Merge(string? present) => KubeconfigMerge.Merge(present, "config", Own(), "pico");

    private string Own()
    {
        using var user = authority.Client("O=system:masters, CN=admin");
        return authority.Kubeconfig("https://10.0.0.1:6443", user);
    }
}
