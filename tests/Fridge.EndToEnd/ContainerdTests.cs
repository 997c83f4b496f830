using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>A Kubernetes whose kubelets speak to containerd, from nothing to nothing.</summary>
[Trait("Suite", "kubernetes")]
[Collection(ByStep.OneShelfAtATime)]
[TestMethodOrderer(typeof(ByStep))]
public sealed class ContainerdTests(ContainerdShelf shelf) : IClassFixture<ContainerdShelf>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact, Step(1)]
    public async Task Provision_OverContainerd_KeepsWhatAPersonSetThere()
    {
        using var provision = await shelf.RunAsync("Provision");
        using var again = await shelf.RunAsync("Provision");

        provision.ExitCode.ShouldBe(0, provision.Evidence());
        again.Screen.ShouldMatch("Provision +succeeded .*unchanged", again.Evidence());
        (await KubernetesShelf.KubectlAsync("get nodes -o 'jsonpath={.items[*].status.nodeInfo.containerRuntimeVersion}'")).Split(' ').ShouldAllBe(version => version.StartsWith("containerd://"));
        var settings = await KubernetesShelf.OnAsync(KubernetesShelf.Second, "cat /etc/containerd/config.toml");
        settings.ShouldContain("BinaryName = \"/usr/local/sbin/runc-score\"");
        settings.ShouldContain("disabled_plugins = []");
    }

    [Fact, Step(2)]
    public async Task Deploy_OverContainerd_RunsTheJobOnBothNodes()
    {
        using var deploy = await shelf.RunAsync("Deploy");

        deploy.ExitCode.ShouldBe(0, deploy.Evidence());
        (await KubernetesShelf.PodsAsync()).ShouldBe(["Running", "Running", "Running"]);
        (await KubernetesShelf.OnAsync(KubernetesShelf.Second, "ctr -n k8s.io tasks ls")).ShouldContain("RUNNING");
        (await Eventually.BecomesAsync(
            "rides are counted", Limit, token => TaxiJob.ReadAsync(shelf.Flink, token), job => job.Status is not null && job.Total > 100, Cancelled)).ShouldBeExact();
    }

    [Fact, Step(3)]
    public async Task Deploy_Again_ChangesNothing()
    {
        using var again = await shelf.RunAsync("Deploy");

        again.ExitCode.ShouldBe(0, again.Evidence());
        again.Screen.ShouldContain("Nothing changed", Case.Sensitive, again.Evidence());
    }

    /// <summary>From outside, by the certificate of the node: without one the registry gives nothing.</summary>
    [Fact, Step(4)]
    public async Task Registry_AsksContainerdForTheNodesCertificate()
    {
        const string Hosts = "/etc/containerd/certs.d/registry.fridge:5000/hosts.toml";
        var image = await KubernetesShelf.KubectlAsync($"get deployment jobmanager -n {KubernetesShelf.Space} -o 'jsonpath={{.spec.template.spec.containers[0].image}}'");
        var pull = $"ctr -n probe images pull --hosts-dir /etc/containerd/certs.d {image} >/dev/null 2>&1 && echo pulled || echo refused";

        (await KubernetesShelf.OnAsync(KubernetesShelf.Second, $"sed '/^client/d' {Hosts} >/tmp/hosts && mkdir -p '/tmp/certs.d/registry.fridge:5000' && cp /tmp/hosts '/tmp/certs.d/registry.fridge:5000/hosts.toml'; {pull.Replace("/etc/containerd/certs.d", "/tmp/certs.d", StringComparison.Ordinal)}"))
            .ShouldBe("refused");
        (await KubernetesShelf.OnAsync(KubernetesShelf.Second, pull)).ShouldBe("pulled");
    }

    [Fact, Step(5)]
    public async Task Destroy_AfterAll_LeavesNothing()
    {
        using var destroy = await shelf.RunAsync("Destroy");

        destroy.ExitCode.ShouldBe(0, destroy.Evidence());
        (await Shelf.TracesAsync()).Except(shelf.TracesBefore).ShouldBeEmpty();
    }
}
