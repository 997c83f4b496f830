using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Provisioning;
using Fridge.Provisioning.Apply;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Stages;
using Fridge.Testing;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Virtual;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>The whole path on two real nodes. One test, because booting them is what costs.</summary>
[Trait("Suite", "ci")]
[Collection(VirtualClusters.OneAfterAnother)]
public sealed class ConvergeTests(TwoPis pis) : IClassFixture<TwoPis>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bare_Pis_converge_once_and_their_steps_outlive_a_client()
    {
        await using var client = pis.NewClient();

        var first = await ConvergeAsync(client);
        first.Changes.ShouldNotBeEmpty();
        pis.Report.Lines.ShouldNotContain(line => line.Contains("it would still"));
        await HasLabelsAndLongCertificatesAsync(client, first.Formed);
        await ShouldBeClosedAsync(pis.Cluster.Nodes[0].Address, 2377);

        await using var second = pis.NewClient();
        var counted = new CountingSessions(second);
        (await ConvergeAsync(counted)).Summary.ShouldBe("unchanged");
        counted.Started.Order().ShouldBe(["prov-0", "prov-1"]);

        await DriftIsHealedAsync(client);
        await EngineWaitsForClosedPortsAsync(client);
        await StepOutlivesItsClientAsync();
    }

    private async Task<ProvisionResult> ConvergeAsync(INodeSessions sessions)
    {
        var provisioner = new Provisioner(sessions, pis.Report, TimeProvider.System, new Redactor(), ClusterForming.Swarm);
        return await provisioner.ApplyAsync(await provisioner.PlanAsync(pis.Cluster, Token), new LockLog(), Token);
    }

    private static async Task HasLabelsAndLongCertificatesAsync(INodeSessions client, FormedCluster formed)
    {
        var manager = await (await client.OpenAsync("prov-0", Token)).EngineAsync(Token);
        var worker = (await manager.Swarm.ListNodesAsync(Token)).Single(node => node.Description!.Hostname == formed.Nodes[1].Facts.Hostname);
        worker.Spec!.Labels!.Select(label => $"{label.Key}={label.Value}").Order().ShouldBe(["fridge.arch=armv7", "fridge.node=prov-1", "fridge.worker=true"]);
        foreach (var node in formed.Nodes)
        {
            var pem = await RootAsync(client, node.Name, $"cat /var/lib/docker/swarm/certificates/swarm-node.crt");
            using var certificate = X509Certificate2.CreateFromPem(pem);
            (certificate.NotAfter - DateTime.Now).ShouldBeGreaterThan(TimeSpan.FromDays(9 * 365), node.Name);
        }
    }

    private static async Task ShouldBeClosedAsync(string address, int port)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        using var socket = new TcpClient();
        await Should.ThrowAsync<OperationCanceledException>(async () => await socket.ConnectAsync(address, port, limit.Token));
    }

    private async Task DriftIsHealedAsync(INodeSessions client)
    {
        await RootAsync(client, "prov-1", $"systemctl stop fridge-firewall-keep.timer; iptables -t mangle -F FRIDGE; sed -i /registry.fridge/d /etc/hosts");

        var healed = await ConvergeAsync(client);

        healed.Changes.Select(change => $"{change.Node} {change.Source}").ShouldBe(["prov-1 hosts file", "prov-1 closed ports"]);
    }

    /// <summary>As after a power cut that left nothing of the rules, and a boot.</summary>
    private async Task EngineWaitsForClosedPortsAsync(INodeSessions client)
    {
        var said = await RootAsync(client, "prov-1", $": >/var/lib/fridge/firewall/rules.v4; rm /var/lib/fridge/firewall/rules.v4.good; systemctl stop docker.socket docker; systemctl stop fridge-firewall; systemctl start docker 2>&1; systemctl is-active docker; :");
        said.ShouldContain("A dependency job for docker.service failed");
        said.ShouldEndWith("inactive\n");

        var healed = await ConvergeAsync(client);

        healed.Changes.Where(change => change.Node == "prov-1").Select(change => change.Description).ShouldContain("start the engine");
        (await ConvergeAsync(client)).Summary.ShouldBe("unchanged");
    }

    private async Task StepOutlivesItsClientAsync()
    {
        var slow = Step(
            """
            echo fridge: begun
            tries=60
            until [ -e /run/fridge/test-go ] || [ $tries = 0 ]; do tries=$((tries - 1)); sleep 1; done
            echo ran >>/run/fridge/test-ran

            """);
        await ApplyAndDieAsync(slow, "prov-1: begun");

        await using var colleague = pis.NewClient();
        var other = Should.ThrowAsync<FactsAreOldException>(() => ApplyAsync(colleague, Step("echo other >>/run/fridge/test-ran\n")));
        await using var again = pis.NewClient();
        var attached = ApplyAsync(again, slow);
        await SaidAsync("prov-1: waiting for another run's step");
        await SaidAsync("prov-1: attached to this step, which is running already");
        await RootAsync(again, "prov-1", $"touch /run/fridge/test-go");
        await attached;
        await other;

        (await RootAsync(again, "prov-1", $"cat /run/fridge/test-ran")).ShouldBe("ran\n");
    }

    private Task SaidAsync(string beginning) => Eventually.BecomesAsync(
        beginning, Eventually.Limit, _ => Task.FromResult(pis.Report.Lines.Any(line => line.StartsWith(beginning, StringComparison.Ordinal))), said => said, Token, TimeSpan.FromMilliseconds(100));

    private async Task ApplyAndDieAsync(ShellChange change, string whenItSays)
    {
        await using var client = pis.NewClient();
        using var death = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var apply = new DetachedApply(client, new StopAt(whenItSays, death));
        await Should.ThrowAsync<OperationCanceledException>(() => apply.ApplyAsync(null!, [change], new LockLog(), death.Token));
    }

    private Task ApplyAsync(INodeSessions client, ShellChange change) =>
        new DetachedApply(client, pis.Report).ApplyAsync(null!, [change], new LockLog(), Token);

    private static ShellChange Step(string script) => new("test", "prov-1", "a step", "", script);

    private static async Task<string> RootAsync(INodeSessions client, string node, ShellText script) =>
        (await (await client.OpenAsync(node, Token)).ExecAsync(RemoteCommand.Shell(script) with { AsRoot = true }, Token)).StandardOutput;
}
