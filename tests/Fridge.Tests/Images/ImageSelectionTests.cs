using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class ImageSelectionTests
{
    [Fact]
    public void From_AJob_IsItsImageAndWhatItStandsOn() =>
        Names(ImageSelection.Of(Cluster("taxi", "weather"), "taxi", null)).ShouldBe(["flink", "job-taxi"]);

    [Fact]
    public void From_NoJob_IsThePlan() =>
        Names(ImageSelection.Of(Cluster("taxi", "weather"), null, null)).ShouldBe(["flink", "registry", "job-taxi", "job-weather"]);

    [Fact]
    public void Of_AMisspeltJob_IsWrongUseThatNamesTheNearest()
    {
        var error = Should.Throw<FridgeException>(() => ImageSelection.Of(Cluster("taxi", "weather"), "taxy", null));

        error.WrongUse.ShouldBeTrue();
        error.Message.ShouldBe("fridge.yaml has no job 'taxy'.");
        error.NextStep.ShouldBe("Did you mean taxi? There are taxi, weather.");
    }

    [Fact]
    public void Of_AJobOfASessionCluster_SaysThatItHasNone() =>
        Should.Throw<FridgeException>(() => ImageSelection.Of(Cluster(), "taxi", null)).NextStep.ShouldBe("jobs: [] is a session cluster.");

    [Fact]
    public void From_AService_IsItsImageAlone() =>
        Names(ImageSelection.Of(Cluster("taxi", "weather"), null, "prometheus")).ShouldBe(["prometheus"]);

    [Fact]
    public void Of_AMisspeltService_NamesTheNearest() =>
        Should.Throw<FridgeException>(() => ImageSelection.Of(Cluster(), null, "promethus")).NextStep.ShouldNotBeNull().ShouldStartWith("Did you mean prometheus?");

    [Fact]
    public void Of_AJobAndAService_IsWrongUse() =>
        Should.Throw<FridgeException>(() => ImageSelection.Of(Cluster("taxi"), "taxi", "prometheus")).WrongUse.ShouldBeTrue();

    private static IEnumerable<string> Names(ImageSelection selection)
    {
        var plan = new ImagePlan
        {
            Images = [.. new[] { "flink", "registry", "job-taxi", "job-weather" }.Select(Image)],
            Services = [Image("registry"), Image("prometheus")],
            Flink = new FlinkArchive("1.20.5", "flink.tgz", []),
            Settings = new ImageSettings { FlinkMirrors = [] },
        };
        return selection.From(plan).Images.Select(image => image.Name);
    }

    private static PlannedImage Image(string name) => new() { Name = name, Kind = ImageKind.Flink, InputHash = "0", Platforms = [] };

    private static Cluster Cluster(params string[] jobs) => new()
    {
        Name = "pico",
        Orchestrator = Orchestrator.Swarm,
        Ssh = new SshSettings(),
        Nodes = [],
        SourceFile = "fridge.yaml",
        Flink = new FlinkSettings { Version = "1.20.5", JobManager = new JobManagerSettings(default), TaskManager = new TaskManagerSettings(1, 1, default) },
        Jobs = [.. jobs.Select(name => new JobSpec { Name = name, Jar = $"jobs/{name}", EntryClass = "Job" })],
    };
}
