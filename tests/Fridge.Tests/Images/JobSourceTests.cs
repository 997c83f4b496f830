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
    [InlineData("a Maven project", "Build it (mvn package, in ", "pom.xml", "src/main/java/a/Job.java", "src/test/java/a/JobTest.java")]
    [InlineData("a Maven project", "Build it (./mvnw package, in ", "mvnw", "pom.xml", "core/src/main/java/a/Job.java")]
    [InlineData("a Maven project", "Build it (mvn package, in ", "src/main/java/a/Job.java")]
    [InlineData("a Maven project", "Build it (mvn package, in ", "src/main/scala/a/Job.scala", "pom.xml")]
    [InlineData("a Gradle project", "Build it (gradle build, in ", "build.gradle", "src/main/java/a/Job.java")]
    [InlineData("a Gradle project", "Build it (./gradlew build, in ", "gradlew", "build.gradle.kts", "src/main/kotlin/Job.kt")]
    [InlineData("an sbt project", "Build it (sbt assembly, in ", "build.sbt", "src/main/scala/a/Job.scala")]
    [InlineData("a Maven project", "Name the jar that it made: jar: taxi/target/taxi-1.0.jar", "pom.xml", "src/main/java/a/Job.java", "target/original-taxi-1.0.jar", "target/taxi-1.0-sources.jar", "target/taxi-1.0.jar")]
    [InlineData("a Gradle project", "Name the jar that it made: jar: taxi/build/libs/taxi-all.jar", "build.gradle", "src/main/java/a/Job.java", "build/libs/taxi-all.jar", "build/libs/taxi-plain.jar")]
    public void Files_OfABuildToolsProject_AreItsOwnBuildsToMake(string tool, string next, params string[] files)
    {
        Write([.. files.Select(file => $"taxi/{file}")]);

        var refusal = Should.Throw<FridgeException>(() => Files("taxi"));
        refusal.Message.ShouldBe($"job taxi: taxi is {tool}, whose jar only its own build makes.");
        refusal.NextStep.ShouldNotBeNull().ShouldStartWith(next);
        refusal.WrongUse.ShouldBeTrue();
    }

    [Fact]
    public void Files_OfAJarOutsideTheCheckout_AreTheJarAndTheJarsOfLibBesideIt()
    {
        Write("jobs/taxi.jar", "jobs/lib/geo.jar");

        Files(Path.Combine(checkout.FullName, "jobs", "taxi.jar")).ShouldBe(["lib/geo.jar", "taxi.jar"]);
    }

    [Fact]
    public void Files_OfOurLayoutWithAProjectFileBesideIt_AreTaken()
    {
        Write("taxi/pom.xml", "taxi/src/a/Job.java");

        Files("taxi").ShouldBe(["src/a/Job.java"]);
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
