using System.Collections.Immutable;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class ImagePlannerTests
{
    private static readonly ImageSettings Settings = new()
    {
        FlinkMirrors = [new("https://mirror.example/flink", "1.20.5", new string('1', 128)), new("https://mirror.example/flink", "2.0.0", new string('2', 128))],
        Platforms = [NodeArchitecture.Armv7],
    };

    [Fact]
    public void Plan_ClusterWithAJob_HasFlinkRegistryAndTheJob()
    {
        var plan = Plan();

        plan.Images.Select(image => image.Name).ShouldBe(["flink", "registry", "job-taxi"]);
        plan.Flink.FileName.ShouldBe("flink-1.20.5-bin-scala_2.12.tgz");
        plan.Flink.Mirrors.ShouldHaveSingleItem().Version.ShouldBe("1.20.5");
    }

    [Theory]
    [InlineData("base/unpack.sh", "flink", "registry", "job-taxi")]
    [InlineData("flink/modules", "flink", "job-taxi")]
    [InlineData("registry/read.yml", "registry")]
    [InlineData("job/job.sh", "job-taxi")]
    public void Plan_AChangedRecipeFile_ChangesExactlyTheHashesThatDependOnIt(string file, params string[] changed)
    {
        var (before, after) = (Plan(), Plan(file));

        before.Images.Where(image => after[image.Name].InputHash != image.InputHash).Select(image => image.Name).ShouldBe(changed);
    }

    [Fact]
    public void Plan_AnotherPlatform_IsAnotherImage() =>
        Plan(settings: Settings with { Platforms = [NodeArchitecture.Armv7, NodeArchitecture.Amd64] })["flink"].InputHash
            .ShouldNotBe(Plan()["flink"].InputHash);

    [Fact]
    public void Plan_AnotherVariant_IsAnotherImageOfFlinkAndOfItsJobs()
    {
        var (before, after) = (Plan(), Plan(settings: Settings with { Variant = ImageVariant.Debug }));

        before.Images.Where(image => after[image.Name].InputHash != image.InputHash).Select(image => image.Name).ShouldBe(["flink", "job-taxi"]);
        after["job-taxi"].Variant.ShouldBe(ImageVariant.Debug);
    }

    [Fact]
    public void Plan_WithAnObjectStore_HasItsImage_AndFlinksWithTheFileSystemForIt()
    {
        var cluster = Cluster("1.20.5") with { ObjectStore = new(null, ObjectStoreSettings.DefaultMemory) };

        var plan = ImagePlanner.Plan(cluster, Settings, Inputs());

        plan.Images.Select(image => image.Name).ShouldBe(["flink", "registry", "object-store", "job-taxi"]);
        plan.Images.Where(image => image.HasS3).ShouldHaveSingleItem().Name.ShouldBe("flink");
        plan.Images.Where(image => Plan()[image.Name].InputHash != image.InputHash).Select(image => image.Name).ShouldBe(["flink", "job-taxi"]);
    }

    [Fact]
    public void Plan_AnotherTreatmentOfJars_IsAnotherImageOfTheJobAlone()
    {
        var (before, after) = (Plan(), Plan(settings: Settings with { JobJars = JobJars.Leave }));

        before.Images.Where(image => after[image.Name].InputHash != image.InputHash).Select(image => image.Name).ShouldBe(["job-taxi"]);
    }

    [Fact]
    public void Plan_AJobFromAnotherPlace_IsAnotherImage_SinceItsHistorySaysWhere()
    {
        var moved = Cluster("1.20.5") with { Jobs = [Cluster("1.20.5").Jobs[0] with { Jar = "elsewhere/taxi" }] };

        ImagePlanner.Plan(moved, Settings, Inputs())["job-taxi"].InputHash.ShouldNotBe(Plan()["job-taxi"].InputHash);
    }

    [Fact]
    public void Plan_MirrorsInAnotherOrder_IsTheSameImage()
    {
        var one = Settings.FlinkMirrors[0];
        var other = one with { Url = "../mirror", Sha512 = new string('3', 128) };

        Plan(settings: Settings with { FlinkMirrors = [one, other] })["flink"].InputHash
            .ShouldBe(Plan(settings: Settings with { FlinkMirrors = [other, one] })["flink"].InputHash);
    }

    [Fact]
    public void Plan_NoMirrorForTheVersion_IsWrongUseThatNamesTheSetting()
    {
        var error = Should.Throw<FridgeException>(() => ImagePlanner.Plan(Cluster("1.18.0"), Settings, Inputs()));

        error.WrongUse.ShouldBeTrue();
        error.Message.ShouldContain("1.18.0");
        error.NextStep.ShouldNotBeNull().ShouldContain("flinkMirrors");
    }

    private static ImagePlan Plan(string? changed = null, ImageSettings? settings = null) =>
        ImagePlanner.Plan(Cluster("1.20.5"), settings ?? Settings, Inputs(changed));

    private static ImageInputs Inputs(string? changed = null)
    {
        string[] files = ["base/unpack.sh", "flink/modules", "job/job.sh", "registry/read.yml"];
        return new ImageInputs(
            files.ToImmutableSortedDictionary(file => file, file => file == changed ? "b" : "a", StringComparer.Ordinal),
            ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty.Add(
                "taxi", ImmutableSortedDictionary<string, string>.Empty.Add("src/Job.java", "c")));
    }

    private static Cluster Cluster(string version) => new()
    {
        Name = "pico",
        Orchestrator = Orchestrator.Swarm,
        Ssh = new SshSettings(),
        Nodes = [],
        SourceFile = "fridge.yaml",
        Flink = new FlinkSettings { Version = version, JobManager = new JobManagerSettings(default), TaskManager = new TaskManagerSettings(1, 1, default) },
        Jobs = [new JobSpec { Name = "taxi", Jar = "workloads/taxi", EntryClass = "Job" }],
    };
}
