using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Kubernetes;
using Fridge.Provisioning.Kubernetes.K3s;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning.Kubernetes.K3s;

/// <summary>What k3s is told, as files: keys and places are k3s' documentation's, and no k3s has read them.</summary>
public sealed class K3sFilesTests
{
    private const string Token = "K10abcdef0123456789::abcdef.0123456789abcdef";

    [Theory]
    [InlineData("pico-0", "/etc/rancher/k3s/config.yaml", "server.yaml")]
    [InlineData("pico-1", "/etc/rancher/k3s/config.yaml", "agent.yaml")]
    [InlineData("pico-1", "/etc/rancher/k3s/registries.yaml", "registries.yaml")]
    [InlineData("pico-0", "/etc/systemd/system/k3s.service", "k3s.service")]
    [InlineData("pico-1", "/etc/systemd/system/k3s-agent.service", "k3s-agent.service")]
    public void Each_file_of_a_node_is_the_golden_one(string node, string path, string golden) => Written(K3sFridges.Two, node, path).ShouldMatchFile($"Golden/{golden}");

    /// <summary>Without DNS, with flannel's packets in packets, and pods on the server too.</summary>
    [Fact]
    public void A_servers_settings_follow_the_cluster_file()
    {
        var settings = K3sFridges.Settings with { Network = PodNetwork.Flannel, Dns = false, TaintControlPlane = false };

        Written(K3sFridges.With(settings), "pico-0", "/etc/rancher/k3s/config.yaml").ShouldMatchFile("Golden/server-flannel.yaml");
    }

    /// <summary>It goes through standard input; what is shown of it has no token, and no command line takes it.</summary>
    [Fact]
    public void Join_carries_its_token_as_a_secret_alone()
    {
        var script = K3sConfig.Join(new Redactor().Hide(Token));

        script.Secrets.ShouldHaveSingleItem();
        script.ToString().ShouldNotContain(Token);
        script.Reveal().ShouldContain($"put /etc/rancher/k3s/join-token 0600 {Token}");
        Written(K3sFridges.Two, "pico-1", "/etc/rancher/k3s/config.yaml").ShouldContain("\ntoken-file: /etc/rancher/k3s/join-token\n");
    }

    /// <summary>The API server's own address is what another machine reaches it by; k3s writes the loopback there.</summary>
    [Fact]
    public async Task Kubeconfig_is_printed_with_the_servers_address()
    {
        var folder = Directory.CreateTempSubdirectory("fridge-k3s-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "config.yaml"), Written(K3sFridges.Two, "pico-0", "/etc/rancher/k3s/config.yaml"), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "k3s.yaml"), "clusters:\n- cluster:\n    server: https://127.0.0.1:6443\n", TestContext.Current.CancellationToken);

            var printed = await LocalShell.SucceedAsync(KubernetesLayout.K3s.PrintAdmin.Replace("/etc/rancher/k3s", folder.FullName, StringComparison.Ordinal), TestContext.Current.CancellationToken);

            printed.ShouldBe("clusters:\n- cluster:\n    server: https://172.30.8.11:6443\n");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Rows of one table: what both have has one home, and no row is half a row.</summary>
    [Fact]
    public void Layouts_have_their_own_places_and_units()
    {
        ImmutableArray<KubernetesLayout> rows = [KubernetesLayout.Kubeadm, KubernetesLayout.K3s];

        rows.SelectMany(row => new[] { row.Maker, row.Program, row.Kubectl, row.Admin, row.Authority, row.Kubelet, row.Mark, row.Join, row.Script }).ShouldBeUnique();
        foreach (var row in rows)
        {
            foreach (var function in new[] { "unpack_programs", "take_back", "form_kubernetes", "join_kubernetes", "renew_certificates", "as_admin", "await_ready" })
                row.Functions.ShouldContain($"\n{function}() {{", Case.Sensitive, $"{row.Maker} has {function}");
        }
    }

    private static string Written(Cluster cluster, string node, string path) => Readings.Stages(cluster).Stages.Single(stage => stage.Name == "k3s").Plan(K3sFridges.View(cluster)).Findings
        .OfType<ShellChange>().Single(change => change.Node == node && change.Writes?.Path == path).Writes!.Content;
}
