using System.Net;
using Fridge.Model;
using Fridge.Provisioning.Kubernetes;
using Fridge.Provisioning.Kubernetes.Kubeadm;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning.Kubernetes.Kubeadm;

public sealed class KubeadmConfigTests
{
    private const string Token = "abcdef.0123456789abcdef";

    [Fact]
    public void Init_has_the_cluster_files_networks_and_the_engines_driver_of_cgroups() =>
        KubeadmConfig.Init(Readings.Node(KubeFridges.View(KubeFridges.Two), "pico-0")).ShouldMatchFile("Golden/init.yaml");

    /// <summary>By the words of kubeadm's version: arguments are a list from 1.31 on.</summary>
    [Theory]
    [InlineData("1.26.15")]
    [InlineData("1.34.1")]
    public void Init_above_containerd_names_its_socket(string version) =>
        KubeadmConfig.Init(Readings.Node(KubeFridges.View(KubeFridges.With(KubeFridges.Settings with
        {
            Version = KubernetesVersion.TryParse(version)!.Value,
            Runtime = ContainerRuntime.Auto,
        })), "pico-0")).ShouldMatchFile($"Golden/init-{version}.yaml");

    /// <summary>It goes through standard input; what is shown of it has no token, and no command line takes it.</summary>
    [Fact]
    public void Join_carries_its_token_as_a_secret_alone()
    {
        var redactor = new Redactor();
        var node = Readings.Node(KubeFridges.View(KubeFridges.Two), "pico-1");

        var script = KubeadmConfig.Join(node, IPAddress.Parse("172.30.8.11"), KubeFridges.Authority, redactor.Hide(Token));

        script.Secrets.ShouldHaveSingleItem();
        script.ToString().ShouldNotContain(Token);
        script.Reveal().ShouldContain("apiServerEndpoint: \"172.30.8.11:6443\"");
        script.Reveal().ShouldContain(Token);
        script.Reveal().ShouldContain($"sha256:{KubeadmConfig.HashOfKey(KubeFridges.Authority)}");
    }

    [Fact]
    public async Task Kubeconfig_is_its_owners_alone_and_known_by_its_hash()
    {
        var folder = Directory.CreateTempSubdirectory("fridge-kubeconfig-");
        try
        {
            var path = Path.Combine(folder.FullName, "pico", "kubeconfig");
            var file = KubeconfigFile.At(path);
            file.Hash.ShouldBeNull();

            await file.WriteAsync("kind: Config\n", TestContext.Current.CancellationToken);

            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            file.Hash.ShouldBe(KubeconfigFile.At(path).Hash);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
