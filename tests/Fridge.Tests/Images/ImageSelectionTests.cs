using System.Collections.Immutable;
using Fridge.Clusters;
using Fridge.Images.Plan;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class ImageSelectionTests
{
    [Fact]
    public void From_AJob_IsItsImageAndWhatItStandsOn() =>
        Names(ImageSelection.Of(Cluster("taxi", "weather"), "taxi")).ShouldBe(["flink", "job-taxi"]);

    [Fact]
    public void From_NoJob_IsThePlan() =>
        Names(ImageSelection.Of(Cluster("taxi", "weather"), null)).ShouldBe(["flink", "registry", "job-taxi", "job-weather"]);

    [Fact]
    public void Of_AMisspeltJob_IsWrongUseThatNamesTheNearest()
    {
        var error = Should.Throw<FridgeException>(() => ImageSelection.Of(Cluster("taxi", "weather"), "taxy"));

        error.WrongUse.ShouldBeTrue();
        error.Message.ShouldBe("fridge.yaml has no job 'taxy'.");
        error.NextStep.ShouldBe("Did you mean taxi? It has taxi, weather.");
    }

    [Fact]
    public void Of_AJobOfASessionCluster_SaysThatItHasNone() =>
        Should.Throw<FridgeException>(() => ImageSelection.Of(Cluster(), "taxi")).NextStep.ShouldBe("It has none: jobs: [] is a session cluster.");

    private static IEnumerable<string> Names(ImageSelection selection)
    {
        var images = new[] { "flink", "registry", "job-taxi", "job-weather" }.Select(name => new PlannedImage
        {
            Name = name, Kind = ImageKind.Flink, InputHash = "0", Platforms = [],
        });
        var plan = new ImagePlan { Images = [.. images], Flink = new FlinkArchive("1.20.5", "flink.tgz", []), Settings = new ImageSettings { FlinkMirrors = [] } };
        return selection.From(plan).Images.Select(image => image.Name);
    }

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
