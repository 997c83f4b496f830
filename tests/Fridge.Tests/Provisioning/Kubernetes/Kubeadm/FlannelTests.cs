using Fridge.Manifests.Grammar;
using Fridge.Manifests.Kubernetes;
using Fridge.Manifests.Values;
using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Kubernetes.Kubeadm;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning.Kubernetes.Kubeadm;

/// <summary>The network <c>flannel</c>, from facts to changes; its images could not be downloaded here, so that no packet goes through it.</summary>
public sealed class FlannelTests
{
    private static readonly KubernetesSettings Settings = KubeFridges.Settings with
    {
        Network = PodNetwork.Flannel,
        Flannel = new($"ghcr.io/flannel-io/flannel@sha256:{new string('a', 64)}", $"ghcr.io/flannel-io/flannel-cni-plugin@sha256:{new string('b', 64)}"),
    };

    private static readonly string Formed = KubeFridges.Member() + KubeFridges.ApiServer(KubeFridges.Node("pico-0", 0), KubeFridges.Node("pico-1", 1));

    public static TheoryData<int> Releases => [25, 26, 29, 32, 34, 37];

    [Fact]
    public void Formed_TheFirstManagerAppliesIt_AndNoNodeHasRoutes()
    {
        var changes = Changes(Formed);

        changes.Select(change => $"{change.Node}: {change.Description}").ShouldBe(["pico-0: write /var/lib/fridge/kubernetes/flannel.yaml", "pico-0: apply flannel to the cluster"]);
        changes[0].Writes!.Content.ShouldMatchFile("Golden/flannel.yaml");
    }

    [Fact]
    public void Applied_AsItShouldBe_NothingIsToDo() => Changes(Formed + File() + Applied(Flannel.HashOf(Settings))).ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef")]
    public void Applied_OtherwiseOrNotAtAll_ItIsAppliedAgain(string hash) =>
        Changes(Formed + File() + (hash.Length == 0 ? "" : Applied(hash))).Select(change => change.Description).ShouldBe(["apply flannel to the cluster"]);

    [Fact]
    public void WithoutAnAnswerOfItsApiServer_NothingIsGuessed() => Changes(KubeFridges.Member()).ShouldBeEmpty();

    [Fact]
    public void OtherImages_AreAnotherHash() =>
        Flannel.HashOf(Settings with { Flannel = Settings.Flannel! with { Plugin = Settings.Flannel.Image } }).ShouldNotBe(Flannel.HashOf(Settings));

    /// <summary>Pods that run have addresses and ways of theirs.</summary>
    [Theory]
    [InlineData(PodNetwork.Flannel, ":kube_cni 0\n {}\n", "routes")]
    [InlineData(PodNetwork.Routes, ":kube_flannel 0\n 0123456789abcdef\n", "flannel")]
    public void AnotherNetworkThanPodsHave_IsRefused(PodNetwork asked, string has, string other)
    {
        var refusal = Flannel.Refusals(KubeFridges.View(KubeFridges.With(Settings with { Network = asked }), Formed + has, KubeFridges.Member())).ShouldHaveSingleItem();

        refusal.Text.ShouldBe($"The pods of pico-0's Kubernetes have the network {other}, and clusters/pico.yaml asks for another: Fridge changes no network below pods that run.");
        refusal.NextStep.ShouldBe($"Write kubernetes: {{network: {other}}}.");
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void Objects_AreWhatTheSchemasOfARelease_Take(int minor)
    {
        var schema = KubernetesSchemas.Shipped.For(new(minor, 0));

        var objects = YamlTemplate.RenderAll(new TemplateFile("flannel.yaml", Flannel.Objects(Settings)), new Variables(Mapping.Empty)).Select(each => each.Value).Cast<Mapping>().ToList();

        objects.Select(each => each.Text("kind")).ShouldBe(["Namespace", "ServiceAccount", "ClusterRole", "ClusterRoleBinding", "ConfigMap", "DaemonSet"]);
        objects.SelectMany(each => schema.Faults(each, isExact: true)).ShouldBeEmpty();
    }

    private static List<ShellChange> Changes(string first) =>
        [.. KubeadmPlanner.Network(KubeFridges.View(KubeFridges.With(Settings), first, KubeFridges.Member())).Cast<ShellChange>()];

    private static string File() => KubeFridges.Section("kube_flannel_file", Flannel.Objects(Settings));

    private static string Applied(string hash) => KubeFridges.Section("kube_flannel", hash);
}
