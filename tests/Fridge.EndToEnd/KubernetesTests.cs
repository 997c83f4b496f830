using System.Text.RegularExpressions;
using Fridge.Engine;
using Shouldly;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>A Kubernetes by kubeadm, from nothing to nothing: one shelf, steps in order.</summary>
[Trait("Suite", "ci")]
[Collection(ByStep.OneShelfAtATime)]
[TestMethodOrderer(typeof(ByStep))]
public sealed partial class KubernetesTests(KubernetesShelf shelf) : IClassFixture<KubernetesShelf>
{
    /// <summary>What a Flink would be: something that listens at 8081 in a pod, and a service that has 30081 of each node.</summary>
    private const string Listener = """
        apiVersion: v1
        kind: Pod
        metadata: {name: listener, namespace: default, labels: {app: listener}}
        spec:
          nodeName: kube-1
          enableServiceLinks: false
          automountServiceAccountToken: false
          containers:
          - {name: listener, image: "registry.k8s.io/pause:3.2", imagePullPolicy: Never, command: [/bin/busybox, httpd, -f, -p, "8081"]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: listener, namespace: default}
        spec:
          type: NodePort
          selector: {app: listener}
          ports: [{port: 8081, nodePort: 30081, protocol: TCP}]
        """;

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
    public async Task Ports_OfEachNodeAndOfThePod_AnswerNodesAndWhoIsAllowedAlone()
    {
        await KubernetesShelf.OnAsync(KubernetesShelf.First, $"cat <<'END' | kubectl --kubeconfig /etc/kubernetes/admin.conf apply -f -\n{Listener}\nEND");
        await KubernetesShelf.KubectlAsync("wait --for=condition=Ready pod/listener --timeout=120s");
        var pod = await KubernetesShelf.KubectlAsync("get pod listener -o 'jsonpath={.status.podIP}'");

        foreach (var node in (string[])[KubernetesShelf.First, KubernetesShelf.Second])
        {
            (await KubernetesShelf.OnAsync(node, $"timeout 5 bash -c 'exec 3<>/dev/tcp/{KubernetesShelf.Address(KubernetesShelf.First)}/30081' && echo open")).ShouldBe("open", $"{node} asks the first node");
            (await KubernetesShelf.OnAsync(node, $"timeout 5 bash -c 'exec 3<>/dev/tcp/{pod}/8081' && echo open")).ShouldBe("open", $"{node} asks the pod");
            (await KubernetesShelf.ReachesAsync(KubernetesShelf.Guest, KubernetesShelf.Address(node), 30081)).ShouldBeTrue($"who is allowed asks {node}");
            (await KubernetesShelf.ReachesAsync(KubernetesShelf.Stranger, KubernetesShelf.Address(node), 30081)).ShouldBeFalse($"a stranger asks {node}");
            (await KubernetesShelf.ReachesAsync(KubernetesShelf.Stranger, KubernetesShelf.Address(node), 10250)).ShouldBeFalse($"a stranger asks the kubelet of {node}");
        }
        (await KubernetesShelf.ReachesAsync(KubernetesShelf.Guest, pod, 8081)).ShouldBeTrue("who is allowed asks the pod");
        (await KubernetesShelf.ReachesAsync(KubernetesShelf.Stranger, pod, 8081)).ShouldBeFalse("a stranger asks the pod");
        foreach (var port in (int[])[6443, 2379, 2380])
            (await KubernetesShelf.ReachesAsync(KubernetesShelf.Stranger, KubernetesShelf.Address(KubernetesShelf.First), port)).ShouldBeFalse($"a stranger asks {port}");
    }

    [Fact, Step(6)]
    public async Task Destroy_AfterAll_LeavesNothing()
    {
        using var destroy = await shelf.RunAsync("Destroy");

        destroy.ExitCode.ShouldBe(0, destroy.Evidence());
        (await Shelf.TracesAsync()).Except(shelf.TracesBefore).ShouldBeEmpty();
        Directory.GetFiles(shelf.StateFolder).ShouldBeEmpty("keys are left");
    }

    [GeneratedRegex(@"\b[a-z0-9]{6}\.[a-z0-9]{16}\b")]
    private static partial Regex BootstrapToken();
}
