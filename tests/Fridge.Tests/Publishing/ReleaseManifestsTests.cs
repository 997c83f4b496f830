using Fridge.Images.Plan;
using Fridge.Manifests.Kubernetes;
using Fridge.Model;
using Fridge.Targets;
using Fridge.Targets.Publishing;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>The manifests of every cluster file of the checkout, as a release has them.</summary>
public sealed class ReleaseManifestsTests
{
    private readonly ReportRecorder report = new();

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Checkout.File("clusters"), "*.yaml").Select(file => Path.GetRelativePath(Checkout.Root, file)).Order()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task EachClusterFile_HasManifestsOfItsOrchestrator_AndOfTheOtherOrTheReasonWhyNot(string file)
    {
        var cluster = new ClusterFileChoice(file, "--clusters").Load(Checkout.Root, Checkout.Root, KnownKeys.All).Cluster;
        var plan = ImagePlanner.Plan(cluster, Settings(cluster), await ImageInputs.ReadAsync(Checkout.File("images"), Checkout.Root, cluster, Token));
        var images = new ImageSet([.. plan.Images.Select(image => ImageRecord.NotBuilt(image.Name, image.InputHash, image.Platforms))]);

        var texts = await new ReleaseManifests(Checkout.Root, KubernetesSchemas.Shipped, report).RenderAsync([new ReleasedCluster(file, cluster, plan, images)], Token);

        var folder = Path.GetFileNameWithoutExtension(file);
        string[] rendered = [.. texts.Keys.Select(path => string.Join('/', path.Split('/')[..2])).Distinct()];
        rendered.ShouldContain($"{folder}/{(cluster.Orchestrator == Orchestrator.Swarm ? "swarm" : "kubernetes")}");
        (rendered.Length + report.Lines.Count).ShouldBe(2, string.Join('\n', report.Lines));
        report.Lines.ShouldAllBe(line => line.Contains("doesn't fit its boards"));
    }

    private static ImageSettings Settings(Cluster cluster) => new()
    {
        FlinkMirrors = [new FlinkMirror("https://example.org", cluster.Flink.Version, new string('0', 128))],
        Platforms = [.. Enum.GetValues<NodeArchitecture>()],
    };
}
