using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Images.Records;
using Fridge.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Records;

/// <summary>Who changes what is expected here raises <c>ImagePlanner.Writing</c>: the same input hash must not give two images.</summary>
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
            Platforms = [NodeArchitecture.Armv7],
            Variant = ImageVariant.Debug,
            Job = new JobSpec { Name = "taxi", Jar = "/home/someone/jobs/taxi.jar", EntryClass = "Job" },
        };

        ImageLabels.Of(image, Plan(image), new ImageLocks(new PackageLock([]), [])).ShouldBe(new Dictionary<string, string>
        {
            ["fridge.inputs"] = "sha256:" + new string('a', 64),
            ["fridge.sources"] = "Debian packages of images/flink/packages.lock, flink-1.20.5-bin-scala_2.12.tgz, taxi.jar",
            ["fridge.variant"] = "debug",
            ["org.opencontainers.image.created"] = "2026-06-01T00:00:00Z",
            ["org.opencontainers.image.title"] = "fridge/job-taxi",
            ["org.opencontainers.image.version"] = "1.20.5",
        });
    }

    [Fact]
    public void Of_TheObjectStores_HasS3ProxysVersionAndNamesItsLibraries()
    {
        var image = new PlannedImage
        {
            Name = "object-store",
            Kind = ImageKind.Service,
            InputHash = new string('a', 64),
            Platforms = [NodeArchitecture.Armv7],
            Program = "s3proxy",
        };

        var labels = ImageLabels.Of(image, Plan(image), new ImageLocks(new PackageLock([]), [new LockedJar("org.gaul", "s3proxy", "2.6.0", "")]));

        labels["org.opencontainers.image.version"].ShouldBe("2.6.0");
        labels["fridge.sources"].ShouldBe("Debian packages of images/object-store/packages.lock, Java libraries of images/object-store/jars.lock");
    }

    [Fact]
    public void VersionOf_EachService_IsThatOfAPackageOrLibraryThatItHasByLock()
    {
        var versions = ServiceImage.All.ToDictionary(service => service.Name, service => LocksOf(service.Name).VersionOf(service.Program));

        versions.Values.ShouldAllBe(version => char.IsDigit(version[0]) && !version.Contains("deb12"));
        versions["object-store"].ShouldBe("2.6.0");
    }

    private static ImageLocks LocksOf(string folder) => new(
        PackageLock.Read(Checkout.File("images", folder, PackageLock.FileName)), LockedJar.Read(Checkout.File("images", folder)));

    private static ImagePlan Plan(PlannedImage image) => new()
    {
        Images = [image],
        Services = [],
        Flink = new FlinkArchive("1.20.5", "flink-1.20.5-bin-scala_2.12.tgz", []),
        Settings = new ImageSettings { FlinkMirrors = [] },
    };
}
