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
    public async Task Checkpoint_LiesInTheFolderThatBothNodesHave()
    {
        const string Newest = $"ls -d {ContainerdShelf.SharedFolder}/checkpoints/*/chk-*/_metadata | sort -V | tail -n 1";

        (await Eventually.BecomesAsync("a checkpoint lies there", Limit, async _ => await KubernetesShelf.OnAsync(KubernetesShelf.Second, Newest + " || :"), said => said.Length > 0, Cancelled)).ShouldContain("/_metadata");
        (await KubernetesShelf.OnAsync(KubernetesShelf.First, Newest)).ShouldContain("/_metadata");
    }

    /// <summary>As if a power cut had ended a renewal: nobody waits most of a year here.</summary>
    [Fact, Step(6)]
    public async Task Provision_RenewsTheControlPlanesCertificates_AndTheJobGoesOn()
    {
        const string Certificates = "sha256sum /etc/kubernetes/pki/apiserver.crt /etc/kubernetes/pki/etcd/server.crt; sed -n 's/client-certificate-data://p' /etc/kubernetes/scheduler.conf | sha256sum";
        var before = await KubernetesShelf.OnAsync(KubernetesShelf.First, Certificates);
        await KubernetesShelf.OnAsync(KubernetesShelf.First, "touch /etc/kubernetes/fridge-renewing");

        using var provision = await shelf.RunAsync("Provision");
        using var again = await shelf.RunAsync("Provision");

        provision.ExitCode.ShouldBe(0, provision.Evidence());
        provision.Screen.ShouldContain("renew the control plane's certificates", Case.Sensitive, provision.Evidence());
        (await KubernetesShelf.OnAsync(KubernetesShelf.First, Certificates)).Split('\n').Intersect(before.Split('\n')).ShouldBeEmpty();
        again.Screen.ShouldMatch("Provision +succeeded .*unchanged", again.Evidence());
        (await KubernetesShelf.PodsAsync()).ShouldBe(["Running", "Running", "Running"]);
        (await TaxiJob.RunningAsync(shelf.Flink, parallelism: 2, Limit, Cancelled)).ShouldBeExact();
    }

    [Fact, Step(7)]
    public async Task Destroy_AfterAll_LeavesNothing()
    {
        using var destroy = await shelf.RunAsync("Destroy");

        destroy.ExitCode.ShouldBe(0, destroy.Evidence());
        (await Shelf.TracesAsync()).Except(shelf.TracesBefore).ShouldBeEmpty();
    }
}
