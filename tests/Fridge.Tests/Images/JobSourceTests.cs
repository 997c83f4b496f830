using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class JobSourceTests : IDisposable
{
    private readonly DirectoryInfo checkout = Directory.CreateTempSubdirectory("fridge-job-");

    public void Dispose() => checkout.Delete(recursive: true);

    [Fact]
    public void Files_OfAJar_AreTheJarAndTheJarsOfLibBesideIt()
    {
        Write("jobs/taxi.jar", "jobs/other.jar", "jobs/lib/geo.jar", "jobs/lib/README.md", "jobs/lib/old/geo.jar");

        Files("jobs/taxi.jar").ShouldBe(["lib/geo.jar", "taxi.jar"]);
    }

    [Fact]
    public void Files_OfAFolder_AreSourcesDataAndLib()
    {
        Write("taxi/src/a/Job.java", "taxi/data/rides.csv", "taxi/lib/geo.jar", "taxi/checks/Check.java");

        Files("taxi").ShouldBe(["data/rides.csv", "lib/geo.jar", "src/a/Job.java"]);
    }

    [Fact]
    public void Files_OfAFolderWithoutSources_AreRefused()
    {
        Write("taxi/Job.java");

        Should.Throw<FridgeException>(() => Files("taxi")).Message.ShouldBe("job taxi: taxi is neither a jar nor a folder with Java sources in src/");
    }

    [Theory]
    [InlineData("jobs/fast.jar", "jobs/lib/fast.jar")]
    [InlineData("jobs", "jobs/lib/taxi.jar")]
    public void Files_ALibraryByTheNameOfTheJobsJar_IsRefused(string jar, string library)
    {
        Write("jobs/fast.jar", "jobs/src/Job.java", library);

        Should.Throw<FridgeException>(() => Files(jar)).Message.ShouldEndWith($"{library} and the job's own jar would both be {Path.GetFileName(library)} in the image");
    }

    private IEnumerable<string> Files(string jar) =>
        JobSource.Files(checkout.FullName, new JobSpec { Name = "taxi", Jar = jar, EntryClass = "Job" }).Keys;

    private void Write(params string[] files)
    {
        foreach (var file in files.Select(file => Path.Combine(checkout.FullName, file)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "");
        }
    }
}
