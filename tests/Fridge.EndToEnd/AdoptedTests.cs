using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>An existing Kubernetes, by its kubeconfig alone: its hosts are opened by nobody but their owner.</summary>
[Trait("Suite", "kubernetes")]
[Collection(ByStep.OneShelfAtATime)]
[TestMethodOrderer(typeof(ByStep))]
public sealed class AdoptedTests(AdoptedShelf shelf) : IClassFixture<AdoptedShelf>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact, Step(1)]
    public async Task Owner_MakesAKubernetes_AndHandsItsKubeconfigOn()
    {
        using var provision = await shelf.RunAsync("Provision");

        provision.ExitCode.ShouldBe(0, provision.Evidence());
        await shelf.HandOnAsync();
    }

    [Fact, Step(2)]
    public async Task Deploy_WithAPasswordThatTheRegistryDoesNotTake_SaysSo()
    {
        using var deploy = await shelf.TheirsAsync("Deploy", password: "wrong horse");

        deploy.ExitCode.ShouldBe(2, deploy.Evidence());
        deploy.Screen.ShouldContain("did not accept the user ada", Case.Sensitive, deploy.Evidence());
    }

    [Fact, Step(3)]
    public async Task Deploy_ByTheKubeconfigAlone_RunsTheJob()
    {
        using var deploy = await shelf.TheirsAsync("Deploy");

        deploy.ExitCode.ShouldBe(0, deploy.Evidence());
        deploy.Screen.ShouldMatch(@"Job taxi \([0-9a-f]{32}\): RUNNING", deploy.Evidence());
        (await KubernetesShelf.KubectlAsync($"get pods -n {AdoptedShelf.Theirs} --no-headers")).Split('\n').ShouldAllBe(pod => pod.Contains(" Running ", StringComparison.Ordinal));
        (await KubernetesShelf.KubectlAsync($"get services -n {AdoptedShelf.Theirs} -o 'jsonpath={{.items[*].spec.type}}'")).ShouldBe("ClusterIP");
        (await KubernetesShelf.KubectlAsync($"get pods -n {AdoptedShelf.Theirs} -o 'jsonpath={{.items[*].spec.volumes[*].hostPath.path}}'")).ShouldBeEmpty();
        shelf.PersonsFiles.ShouldNotContain(file => file.Contains("id_ed25519", StringComparison.Ordinal) || file.EndsWith("known_hosts", StringComparison.Ordinal), "no session to a node was opened");
    }

    [Fact, Step(4)]
    public async Task Deploy_Again_ChangesNothing()
    {
        using var again = await shelf.TheirsAsync("Deploy");

        again.ExitCode.ShouldBe(0, again.Evidence());
        again.Screen.ShouldContain("Nothing changed", Case.Sensitive, again.Evidence());
    }

    /// <summary>By the API server's way to the pod.</summary>
    [Fact, Step(5)]
    public async Task Ui_BringsFlinksRestHere()
    {
        using var flink = new FlinkRest("127.0.0.1", KubernetesShelf.UiPort);

        await using var ui = shelf.OpenUi();

        (await Eventually.BecomesAsync("Flink's REST answers here", Limit, token => TaxiJob.ReadAsync(flink, token), job => job.Status is not null && job.Total > 100, Cancelled)).ShouldBeExact();
    }

    [Fact, Step(6)]
    public async Task StopStart_AreAsOnAClusterOfOnesOwn()
    {
        using var stop = await shelf.TheirsAsync("Stop");
        using var start = await shelf.TheirsAsync("Start");
        using var logs = await shelf.TheirsAsync("Logs --service jobmanager");

        stop.ExitCode.ShouldBe(0, stop.Evidence());
        start.ExitCode.ShouldBe(0, start.Evidence());
        logs.Screen.ShouldContain("jobmanager@kube-", Case.Sensitive, logs.Evidence());
    }

    [Fact, Step(7)]
    public async Task Destroy_OfTheirs_LeavesTheKubernetesAsItWas()
    {
        using var destroy = await shelf.TheirsAsync($"Destroy --confirm {AdoptedShelf.Theirs}");

        destroy.ExitCode.ShouldBe(0, destroy.Evidence());
        (await KubernetesShelf.KubectlAsync($"get all,secrets,configmaps -n {AdoptedShelf.Theirs} -l app.kubernetes.io/part-of={AdoptedShelf.Theirs} --no-headers 2>&1")).ShouldContain("No resources found");
        (await KubernetesShelf.KubectlAsync("get nodes --no-headers")).Split('\n').ShouldAllBe(node => node.Contains(" Ready ", StringComparison.Ordinal));
    }

    [Fact, Step(8)]
    public async Task Destroy_OfTheOwners_LeavesNothing()
    {
        using var destroy = await shelf.RunAsync("Destroy");

        destroy.ExitCode.ShouldBe(0, destroy.Evidence());
        (await Shelf.TracesAsync()).Except(shelf.TracesBefore).ShouldBeEmpty();
    }
}
