using Fridge.Manifests;
using Fridge.Manifests.Kubernetes;
using Fridge.Manifests.Values;
using Fridge.Model;
using Fridge.Tests.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Kubernetes;

/// <summary>What comes to a Kubernetes that somebody else made: nothing of it counts with a host that Provision has set up.</summary>
public sealed class AdoptedRenderingTests
{
    private const string File = """
        apiVersion: fridge/v1
        name: shelf
        orchestrator: kubernetes
        kubeconfig: config
        registry: {url: "registry.example.org/fridge", credentials: {user: me, password: {env: TOKEN}}}

        """;

    [Fact]
    public async Task Pods_ArePlacedByTheArchitecture_ThatTheirKubeletSays()
    {
        var release = await RenderAsync(Adopted.Of(File, Adopted.Node("a"), Adopted.Node("b"), Adopted.ControlPlane("c")));

        release.Workloads.Select(workload => (workload.Name, string.Join(' ', workload.Nodes), Selector(workload))).ShouldBe(
            [("jobmanager", "a b", "kubernetes.io/arch=arm64"), ("taskmanager", "a b", "kubernetes.io/arch=arm64")]);
        Pod(release, "jobmanager").Maps("tolerations").ShouldNotContain(each => each.Text("key")!.StartsWith("node-role."), "a node that its owner keeps free stays so");
    }

    [Fact]
    public async Task Pods_ArePlacedByLabels_WhereNodesBearThem()
    {
        var release = await RenderAsync(Adopted.Of(File, hasLabels: true, Adopted.Node("a"), Adopted.Node("b")));

        release.Workloads.Select(workload => (workload.Name, string.Join(' ', workload.Nodes), Selector(workload))).ShouldBe(
            [("jobmanager", "a", "fridge.node=a fridge.arch=arm64"), ("taskmanager", "a b", "fridge.worker=true fridge.arch=arm64")]);
    }

    [Fact]
    public async Task JvmProfile_IsAConfigMap_OfABoard()
    {
        var release = await RenderAsync(Adopted.Of(File, Adopted.Node("a")));

        foreach (var workload in release.Workloads)
        {
            var volume = Pod(release, workload.Name).Maps("volumes").Single(volume => volume.Text("name") == "jvm");
            volume.Text("hostPath.path").ShouldBeNull();
            release.Files.Single(file => file.Name == volume.Text("configMap.name")).ShouldSatisfyAllConditions(
                file => file.File.ShouldBe("profile.args"), file => file.Content.ShouldBe("-XX:+UseSerialGC\n-XX:-UsePerfData\n"));
        }

        release.Workloads.ShouldAllBe(workload => !Pod(release, workload.Name).Maps("volumes").Any(volume => volume["hostPath"] is Mapping));
    }

    [Fact]
    public async Task Images_AreOfTheRegistryThatTheFileNames_AndPodsSayWhoTheyAreThere()
    {
        var release = await RenderAsync(Adopted.Of(File, Adopted.Node("a")));

        release.Workloads.ShouldAllBe(workload => workload.Image.StartsWith("registry.example.org/fridge/flink@sha256:"));
        release.Workloads.ShouldAllBe(workload => Pod(release, workload.Name).Maps("imagePullSecrets").Single().Text("name") == "fridge-registry");
    }

    [Fact]
    public async Task WithoutCredentials_NoPodHasAPullSecret()
    {
        var cluster = Adopted.Of(File, Adopted.Node("a"));

        var release = await RenderAsync(cluster with { ImageSource = cluster.ImageSource! with { Credentials = null } });

        release.Workloads.ShouldAllBe(workload => Pod(release, workload.Name).Find("imagePullSecrets") == null);
    }

    /// <summary>Flink's REST runs any jar, and nobody closes a port of these nodes.</summary>
    [Fact]
    public async Task NoNode_GivesAPort()
    {
        var release = await RenderAsync(Adopted.Of(File, Adopted.Node("a")));

        release.FrameObjects().Where(each => each.Text("kind") == "Service").Select(service => (service.Text("metadata.name"), service.Text("spec.type"))).ShouldBe([("jobmanager", null)]);
        release.Workloads.ShouldAllBe(workload => workload.Ports.IsEmpty);
    }

    [Fact]
    public async Task ASelectorOfLabelsThatNobodyHasSet_IsRefused() => (await Should.ThrowAsync<Fridge.Manifests.Grammar.TemplateException>(() => KubernetesSamples.RenderAsync(
            Adopted.Of(File, Adopted.Node("a")), "kind: Deployment\nmetadata: {name: jobmanager}\nspec: {template: {spec: {nodeSelector: {fridge.node: a}}}}\n")))
        .Message.ShouldContain("Fridge can't plan with the nodeSelector fridge.node; use kubernetes.io/hostname, kubernetes.io/arch");

    private static Task<RenderedRelease> RenderAsync(Cluster cluster) => ReadyClusters.RenderAsync(ReadyClusters.Kubernetes, cluster);

    private static string Selector(Workload workload) =>
        string.Join(' ', workload.Definition.Map("spec.template.spec.nodeSelector").Entries.Select(entry => $"{entry.Key}={((Scalar)entry.Value).Text}"));

    private static Mapping Pod(RenderedRelease release, string workload) => release.Workloads.Single(each => each.Name == workload).Definition.Map("spec.template.spec");
}
