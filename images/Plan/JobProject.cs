using System.Collections.Immutable;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Images.Plan;

/// <summary>
/// A folder of a build tool's layout. Its dependencies and tests are that tool's to know: compiled without it, tests end up among the sources and
/// resources in the wrong place, which shows at run time only.
/// </summary>
/// <param name="Tool">In a person's words.</param>
/// <param name="Command">What builds its jar, in the folder.</param>
/// <param name="Output">Where its jars are then, below the folder.</param>
internal sealed record JobProject(string Folder, string Tool, string Command, string Output)
{
    private static readonly ImmutableArray<string> Languages = ["java", "kotlin", "scala", "groovy", "resources"];

    /// <summary>Beside the one with the classes; of shading, the jar as it was before.</summary>
    private static readonly ImmutableArray<string> Companions = ["-sources.jar", "-javadoc.jar", "-tests.jar", "-plain.jar"];

    /// <returns>Null: it is none, so the image build compiles it.</returns>
    public static JobProject? Find(string folder)
    {
        bool Has(params string[] names) => names.Any(name => File.Exists(Path.Combine(folder, name)));
        bool Wrapped(string name) => File.Exists(Path.Combine(folder, name));
        var isOurs = Directory.Exists(Path.Combine(folder, "src")) && !Languages.Any(language => Directory.Exists(Path.Combine(folder, "src", "main", language)));
        return isOurs || !Directory.Exists(folder) ? null
            : Has("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts") ? new(folder, "a Gradle project", Wrapped("gradlew") ? "./gradlew build" : "gradle build", "build/libs")
            : Has("build.sbt") ? new(folder, "an sbt project", "sbt assembly", "target")
            : Has("pom.xml") || Directory.Exists(Path.Combine(folder, "src", "main")) ? new(folder, "a Maven project", Wrapped("mvnw") ? "./mvnw package" : "mvn package", "target")
            : null;
    }

    public FridgeException Refusal(JobSpec job) => new(
        $"job {job.Name}: {job.Jar} is {Tool}, whose jar only its own build makes.",
        Built() is { } jar
            ? $"Name the jar that it made: jar: {Path.Combine(job.Jar, jar)}"
            : $"Build it ({Command}, in {Folder}), then name the jar with all that it needs: jar: {Path.Combine(job.Jar, Output)}/NAME.jar",
        wrongUse: true);

    /// <summary>The largest, where there are several: that with what it needs.</summary>
    private string? Built() => Directory.Exists(Path.Combine(Folder, Output))
        ? new DirectoryInfo(Path.Combine(Folder, Output)).EnumerateFiles("*.jar")
            .Where(jar => !Companions.Any(ending => jar.Name.EndsWith(ending, StringComparison.Ordinal)) && !jar.Name.StartsWith("original-", StringComparison.Ordinal))
            .OrderByDescending(jar => jar.Length).ThenBy(jar => jar.Name, StringComparer.Ordinal)
            .Select(jar => Path.GetRelativePath(Folder, jar.FullName)).FirstOrDefault()
        : null;
}
