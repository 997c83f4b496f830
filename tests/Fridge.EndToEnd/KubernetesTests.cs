using System.Text.RegularExpressions;
using Fridge.Engine;
using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>A Kubernetes by kubeadm, from nothing to nothing: one shelf, steps in order.</summary>
[Trait("Suite", "ci")]
[Collection(ByStep.OneShelfAtATime)]
[TestMethodOrderer(typeof(ByStep))]
public sealed partial class KubernetesTests(KubernetesShelf shelf) : IClassFixture<KubernetesShelf>
{
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(6);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact, Step(1)]
    public async Task Provision_KilledWhileTheControlPlaneIsMade_TheNextOneGoesOn()
    {
        using var killed = await shelf.RunAsync("Provision", (_, happened) => happened is Message message && message.Text.Contains("form a Kubernetes", StringComparison.Ordinal));
        killed.ExitCode.ShouldBe(137, killed.Evidence());

        using var again = await shelf.RunAsync("Provision --wait");

        again.ExitCode.ShouldBe(0, again.Evidence());
        (await KubernetesShelf.KubectlAsync("get nodes --no-headers")).Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2]))
            .ShouldBe(["kube-0 Ready", "kube-1 Ready"]);
        (await KubernetesShelf.KubectlAsync("get node kube-1 -o 'jsonpath={.metadata.labels.fridge\\.node} {.metadata.labels.fridge\\.arch} {.metadata.labels.fridge\\.worker}'")).ShouldBe("kube-1 armv7 true");
    }

    [Fact, Step(2)]
    public async Task Provision_Again_ChangesNothing()
    {
        using var again = await shelf.RunAsync("Provision");
        using var check = await shelf.RunAsync("Provision --check");

        again.ExitCode.ShouldBe(0, again.Evidence());
        again.Screen.ShouldMatch("Provision +succeeded .*unchanged", again.Evidence());
        check.ExitCode.ShouldBe(0, check.Evidence());
    }

    [Fact, Step(3)]
    public async Task Token_OfAJoin_IsInNoLogAndNoFile()
    {
        var told = string.Join('\n', Directory.GetFiles(shelf.StateFolder, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        foreach (var node in (string[])[KubernetesShelf.First, KubernetesShelf.Second])
        {
            told += await KubernetesShelf.OnAsync(node, "cat /run/fridge/*/log /run/fridge/*/payload; journalctl --no-pager");
            (await KubernetesShelf.OnAsync(node, "ls /run/fridge")).ShouldNotContain("kubernetes-join");
        }

        BootstrapToken().Matches(told).Select(token => token.Value).ShouldBeEmpty();
        (await KubernetesShelf.KubectlAsync("get secrets -n kube-system -o name")).ShouldNotContain("bootstrap-token");
    }

    [Fact, Step(4)]
    public void Kubeconfig_IsInTheStateFolder_ItsOwnersAlone() =>
        File.GetUnixFileMode(Path.Combine(shelf.StateFolder, "kubeconfig")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

    [Fact, Step(5)]
    public async Task Deploy_OnTheConvergedHosts_RunsTheJobOnBothNodes()
    {
        using var deploy = await shelf.RunAsync("Deploy");

        deploy.ExitCode.ShouldBe(0, deploy.Evidence());
        (await KubernetesShelf.PodsAsync()).ShouldBe(Enumerable.Repeat("Running", 7), "JobManager, two TaskManagers, object store, Prometheus, two node exporters");
        var job = await RunningAsync();
        deploy.Screen.ShouldContain(job.Id);
        (await Eventually.BecomesAsync(
            "rides are counted", RecoveryLimit, token => TaxiJob.ReadAsync(shelf.Flink, token), job => job.Status is not null && job.Total > 100, Cancelled)).ShouldBeExact();
    }

    [Fact, Step(6)]
    public Task Prometheus_SeesTheJobAndEveryNode() =>
        new PrometheusView(KubernetesShelf.Container(KubernetesShelf.First), KubernetesShelf.Address(KubernetesShelf.First), KubernetesShelf.PrometheusPort)
            .ShouldSeeJobAndNodesAsync([KubernetesShelf.First, KubernetesShelf.Second], Cancelled);

    [Fact, Step(7)]
    public async Task Checkpoint_OfTheJob_LiesInTheBucket() => (await Eventually.BecomesAsync(
        "a checkpoint is complete in the object store", RecoveryLimit,
        _ => KubernetesShelf.OnAsync(KubernetesShelf.First, "ls /var/lib/fridge/object-store/flink/checkpoints/*/chk-*/_metadata"), found => found.Length > 0, Cancelled)).ShouldContain("/chk-");

    [Fact, Step(8)]
    public async Task Deploy_Again_ChangesNothing_AndDiffSaysSo()
    {
        var before = await SpecsAsync();

        using var deploy = await shelf.RunAsync("Deploy");
        using var diff = await shelf.RunAsync("Diff");

        deploy.ExitCode.ShouldBe(0, deploy.Evidence());
        deploy.Screen.ShouldContain("Nothing changed", Case.Sensitive, deploy.Evidence());
        (await SpecsAsync()).ShouldBe(before);
        diff.ExitCode.ShouldBe(0, diff.Evidence());
    }

    /// <summary>kubectl's lines on the first Pi, which has one, with what --merge has written here.</summary>
    [Fact, Step(9)]
    public async Task Page_OfTheDocs_EachCommandRuns()
    {
        var lines = File.ReadLines(Path.Combine(shelf.Clone.Folder, "docs", "kubernetes.md")).Select(line => line.Trim().Replace("pico-kubernetes", KubernetesShelf.Name, StringComparison.Ordinal))
            .Where(line => line.StartsWith("./build.sh ", StringComparison.Ordinal) || line.StartsWith("kubectl ", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBeGreaterThan(10);

        foreach (var line in lines)
        {
            if (line.StartsWith("kubectl ", StringComparison.Ordinal))
            {
                await KubernetesShelf.BringAsync(Path.Combine(shelf.Clone.Home, ".kube"), Path.Combine(shelf.Clone.Folder, "artifacts"));
                await KubernetesShelf.OnAsync(KubernetesShelf.First, $"cd /root && {line}");
                continue;
            }

            using var run = await shelf.RunAsync(line["./build.sh ".Length..].Replace("--cluster clusters/virtual-kubernetes.yaml", "", StringComparison.Ordinal));
            run.ExitCode.ShouldBe(0, $"{line}: {run.Evidence()}");
        }
    }

    /// <summary>By the node's firewall: no NetworkPolicy is enforced by routes.</summary>
    [Fact, Step(10)]
    public async Task Ports_OfEachNodeAndOfThePod_AnswerNodesAndWhoIsAllowedAlone()
    {
        var pod = await KubernetesShelf.KubectlAsync($"get pods -n {KubernetesShelf.Space} -l app.kubernetes.io/name=jobmanager -o 'jsonpath={{.items[0].status.podIP}}'");

        foreach (var node in (string[])[KubernetesShelf.First, KubernetesShelf.Second])
        {
            (await KubernetesShelf.OnAsync(node, $"timeout 5 bash -c 'exec 3<>/dev/tcp/{KubernetesShelf.Address(KubernetesShelf.First)}/{KubernetesShelf.UiPort}' && echo open")).ShouldBe("open", $"{node} asks the first node");
            (await KubernetesShelf.OnAsync(node, $"timeout 5 bash -c 'exec 3<>/dev/tcp/{pod}/8081' && echo open")).ShouldBe("open", $"{node} asks the pod");
            (await KubernetesShelf.ReachesAsync(KubernetesShelf.Guest, KubernetesShelf.Address(node), KubernetesShelf.UiPort)).ShouldBeTrue($"who is allowed asks {node}");
            (await KubernetesShelf.ReachesAsync(KubernetesShelf.Stranger, KubernetesShelf.Address(node), KubernetesShelf.UiPort)).ShouldBeFalse($"a stranger asks {node}");
            foreach (var port in (int[])[KubernetesShelf.PrometheusPort, 9100, 9249, 9250])
                (await KubernetesShelf.ReachesAsync(KubernetesShelf.Guest, KubernetesShelf.Address(node), port)).ShouldBeFalse($"who is allowed to ask Flink asks {port} of {node}");
            (await KubernetesShelf.ReachesAsync(KubernetesShelf.Stranger, KubernetesShelf.Address(node), 10250)).ShouldBeFalse($"a stranger asks the kubelet of {node}");
        }

        (await KubernetesShelf.ReachesAsync(KubernetesShelf.Guest, pod, 8081)).ShouldBeTrue("who is allowed asks the pod");
        (await KubernetesShelf.ReachesAsync(KubernetesShelf.Stranger, pod, 8081)).ShouldBeFalse("a stranger asks the pod");
        (await KubernetesShelf.ReachesAsync(KubernetesShelf.Guest, KubernetesShelf.Address(KubernetesShelf.First), 6443)).ShouldBeTrue("who is allowed has a kubectl");
        foreach (var port in (int[])[6443, 2379, 2380])
            (await KubernetesShelf.ReachesAsync(KubernetesShelf.Stranger, KubernetesShelf.Address(KubernetesShelf.First), port)).ShouldBeFalse($"a stranger asks {port}");
    }

    /// <summary>A template and an image by digest; none of its pods runs, since the shelf's memory is planned.</summary>
    [Fact, Step(11)]
    public async Task Deploy_AServiceOfOnesOwn_IsThere_AndPrunedWhenItsTemplateIsGone()
    {
        var image = await KubernetesShelf.KubectlAsync($"get deployment -n {KubernetesShelf.Space} jobmanager -o 'jsonpath={{.spec.template.spec.containers[0].image}}'");
        var file = Path.Combine(Directory.CreateDirectory(shelf.Overrides).FullName, "own.yaml");
        await File.WriteAllTextAsync(file, Own(image), Cancelled);
        using var with = await shelf.RunAsync("Deploy");
        var there = await KubernetesShelf.KubectlAsync($"get deployments -n {KubernetesShelf.Space} -o name");

        File.Delete(file);
        using var without = await shelf.RunAsync("Deploy");

        with.ExitCode.ShouldBe(0, with.Evidence());
        there.ShouldContain("deployment.apps/own");
        without.ExitCode.ShouldBe(0, without.Evidence());
        (await KubernetesShelf.KubectlAsync($"get deployments -n {KubernetesShelf.Space} -o name")).ShouldBe("deployment.apps/jobmanager\ndeployment.apps/object-store\ndeployment.apps/prometheus\ndeployment.apps/taskmanager");
        (await RunningAsync()).ShouldBeExact();
    }

    [Fact, Step(12)]
    public async Task Deploy_AnImageThatNoNodeCanHave_LeavesWhatRuns()
    {
        var before = await SpecsAsync();
        var image = await KubernetesShelf.KubectlAsync($"get deployment -n {KubernetesShelf.Space} taskmanager -o 'jsonpath={{.spec.template.spec.containers[0].image}}'");
        var nowhere = $"{image.Split('@')[0]}@sha256:{new string('0', 64)}";
        var file = Path.Combine(Directory.CreateDirectory(shelf.Overrides).FullName, "bad.yaml");
        await File.WriteAllTextAsync(file, Bad(nowhere), Cancelled);

        using var deploy = await shelf.RunAsync("Deploy");
        File.Delete(file);

        deploy.ExitCode.ShouldBe(1, deploy.Evidence());
        deploy.Screen.ShouldContain(nowhere, Case.Sensitive, deploy.Evidence());
        (await SpecsAsync()).ShouldBe(before);
        (await RunningAsync()).ShouldBeExact();
    }

    [Fact, Step(13)]
    public async Task Worker_KilledAndBack_TheJobGoesOnFromACheckpoint()
    {
        var before = await Eventually.BecomesAsync(
            "a checkpoint is complete", RecoveryLimit, token => TaxiJob.ReadAsync(shelf.Flink, token), job => job.Checkpoints > 0 && job.Status is not null, Cancelled);
        await Shelf.DockerAsync("kill", KubernetesShelf.Container(KubernetesShelf.Second));

        using var start = await shelf.RunAsync("Start");

        start.ExitCode.ShouldBe(0, start.Evidence());
        var resumed = await Eventually.BecomesAsync(
            "the job goes on with the worker", RecoveryLimit,
            token => TaxiJob.ReadAsync(shelf.Flink, token),
            job => job.State == "RUNNING" && job.Status is not null && job.RestoredFrom > 0 && job.Total > before.Total,
            Cancelled);
        resumed.Id.ShouldBe(before.Id);
        resumed.ShouldBeExact();
    }

    [Theory, Step(14)]
    [InlineData(1, 11)]
    [InlineData(2, 13)]
    public async Task Deploy_KilledAnywhere_ARerunConvergesToOneJob(int round, int rate)
    {
        await shelf.KillOnceAsync(round, rate);

        (await RunningAsync()).ShouldBeExact();
    }

    [Fact, Step(15)]
    public async Task Destroy_AfterAll_LeavesNothing()
    {
        using var destroy = await shelf.RunAsync("Destroy");

        destroy.ExitCode.ShouldBe(0, destroy.Evidence());
        (await Shelf.TracesAsync()).Except(shelf.TracesBefore).ShouldBeEmpty();
        Directory.GetFiles(shelf.StateFolder).ShouldBeEmpty("keys are left");
    }

    private Task<TaxiJob> RunningAsync() => TaxiJob.RunningAsync(shelf.Flink, 2, RecoveryLimit, Cancelled);

    /// <summary>What changes when anything is applied that differs.</summary>
    private static Task<string> SpecsAsync() => KubernetesShelf.KubectlAsync(
        $"get deployments -n {KubernetesShelf.Space} -o 'jsonpath={{range .items[*]}}{{.metadata.name}} {{.metadata.uid}} {{.metadata.generation}}{{\"\\n\"}}{{end}}'");

    private static string Own(string image) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: own}
        spec:
          replicas: 0
          selector:
            matchLabels: {app: own}
          template:
            metadata:
              labels: {app: own}
            spec:
              enableServiceLinks: false
              automountServiceAccountToken: false
              containers:
                - name: own
                  image: {{image}}
                  resources:
                    requests: {memory: 16Mi}
                    limits: {memory: 16Mi}

        """;

    private static string Bad(string image) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: taskmanager}
        spec:
          template:
            spec:
              containers:
                - {name: taskmanager, image: "{{image}}"}

        """;

    [GeneratedRegex(@"\b[a-z0-9]{6}\.[a-z0-9]{16}\b")]
    private static partial Regex BootstrapToken();
}
