using Fridge.Manifests.Grammar;
using Fridge.Manifests.Kubernetes;
using Fridge.Manifests.Values;
using Fridge.Tests.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Kubernetes;

public sealed class SchemaCheckTests
{
    public static TheoryData<string, int> ReadyFilesAndLines
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var file in ReadyClusterTests.Files)
            {
                foreach (var minor in new[] { 20, 21, 24, 25, 26, 29, 32, 34, 37 })
                    data.Add(file, minor);
            }

            return data;
        }
    }

    /// <summary>Rendering checks against the schema of the version, or the nearest; a fault would be thrown.</summary>
    [Theory]
    [MemberData(nameof(ReadyFilesAndLines))]
    public async Task EveryReadyFile_OnEverySupportedLine_IsWhatItsSchemaTakes(string file, int minor)
    {
        var release = await ReadyClusters.RenderAsync(ReadyClusters.Kubernetes, ReadyClusters.Load(file).OnKubernetes(minor));

        var schema = KubernetesSchemas.Shipped.For(new(minor, 0));
        release.Files.SelectMany(each => schema.Faults(release.ConfigMap(each), isExact: true)).ShouldBeEmpty();
        release.FrameObjects().Single(each => each.Text("kind") == "PodDisruptionBudget" && each.Text("metadata.name") == "jobmanager")
            .Text("apiVersion").ShouldBe(minor < 21 ? "policy/v1beta1" : "policy/v1");
    }

    [Theory]
    [InlineData("spec: {replicsa: 2}", "Kubernetes 1.26 knows no field 'spec.replicsa'")]
    [InlineData("spec: {replicas: two}", "'spec.replicas': Value is \"string\" but should be")]
    [InlineData("spec: {template: {spec: {containers: [{name: taskmanager, comand: [x]}]}}}", "Kubernetes 1.26 knows no field 'spec.template.spec.containers[0].comand'")]
    [InlineData("spec: {template: {spec: {tolerations: [{effekt: NoExecute}]}}}", "Kubernetes 1.26 knows no field 'spec.template.spec.tolerations[2].effekt'")]
    public async Task AFieldThatIsNone_IsSaidWithItsFileAndLine(string more, string expected)
    {
        var text = $"# more\nkind: Deployment\nmetadata: {{name: taskmanager}}\n{more}\n";

        var refused = await Should.ThrowAsync<TemplateException>(KubernetesSamples.RenderAsync(KubernetesSamples.Virtual, text));

        refused.Errors[0].ToString().ShouldStartWith($"{KubernetesSamples.Override}:2:1: Deployment 'taskmanager': {expected}");
    }

    [Fact]
    public async Task AnApiThatTheVersionDoesNotHave_IsRefused()
    {
        const string Old = "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: mine}\nspec: {maxUnavailable: 1}\n";

        (await Should.ThrowAsync<TemplateException>(KubernetesSamples.RenderAsync(KubernetesSamples.Virtual, Old)))
            .Message.ShouldEndWith("PodDisruptionBudget 'mine': Kubernetes 1.26 has no PodDisruptionBudget of policy/v1beta1");
        (await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual.OnKubernetes(20), Old)).FrameObjects()
            .ShouldContain(each => each.Text("metadata.name") == "mine", "no schema of 1.20 is at hand: its API server judges");
    }

    [Fact]
    public async Task AKindOfSomebodysExtension_IsNotJudged() =>
        (await KubernetesSamples.RenderAsync(KubernetesSamples.Virtual, "apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: {name: mine}\n"))
            .FrameObjects().ShouldContain(each => each.Text("kind") == "IngressRoute");

    [Theory]
    [InlineData(20, "checked against the schemas of Kubernetes 1.25, the nearest to 1.20 that Fridge has; the API server refuses what differs")]
    [InlineData(27, "checked against the schemas of Kubernetes 1.26, the nearest to 1.27 that Fridge has; the API server refuses what differs")]
    [InlineData(32, "checked against the schemas of Kubernetes 1.32")]
    public void TheNearestVersion_IsSaid(int minor, string expected) =>
        ReadyClusters.Kubernetes.CheckedBy(ReadyClusters.Load("virtual.yaml").OnKubernetes(minor)).ShouldBe(expected);
}
