using Fridge.Clusters;
using Fridge.Images.Plan;
using Fridge.Images.Records;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Records;

public sealed class ImageLabelsTests
{
    [Fact]
    public void Of_AJobsImage_NamesFlinkTheJarAndTheInputs_AndNoPlaceOfThisMachine()
    {
        var image = new PlannedImage
        {
            Name = "job-taxi",
            Kind = ImageKind.Job,
            InputHash = new string('a', 64),
            Platforms = [NodeArchitecture.ArmV7],
            Variant = ImageVariant.Debug,
            Job = new JobSpec { Name = "taxi", Jar = "/home/someone/jobs/taxi.jar", EntryClass = "Job" },
        };
        var plan = new ImagePlan
        {
            Images = [image],
            Services = [],
            Flink = new FlinkArchive("1.20.5", "flink-1.20.5-bin-scala_2.12.tgz", []),
            Settings = new ImageSettings { FlinkMirrors = [] },
        };

        ImageLabels.Of(image, plan).ShouldBe(new Dictionary<string, string>
        {
            ["fridge.inputs"] = "sha256:" + new string('a', 64),
            ["fridge.sources"] = "Debian packages of images/flink/packages.lock, flink-1.20.5-bin-scala_2.12.tgz, taxi.jar",
            ["fridge.variant"] = "debug",
            ["org.opencontainers.image.created"] = "2026-06-01T00:00:00Z",
            ["org.opencontainers.image.title"] = "fridge/job-taxi",
            ["org.opencontainers.image.version"] = "1.20.5",
        });
    }
}
