using System.IO.Compression;
using Fridge.Images.Gates;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class FlinkVersionGateTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData("org.apache.flink:flink-s3-fs-hadoop:1.20.0")]
    [InlineData("org.apache.flink:flink-connector-kafka:3.2.0-1.18")]
    [InlineData("org.apache.flink:flink-shaded-jackson:2.14.2-17.0")]
    [InlineData("com.example:flink-helpers:1.18.1")]
    public void Require_OfThisVersionOrCountedByItself_IsTaken(params string[] artifacts) =>
        Should.NotThrow(() => Require(artifacts));

    [Theory]
    [InlineData("flink-s3-fs-hadoop", "org.apache.flink:flink-s3-fs-hadoop:1.18.1")]
    [InlineData("flink-core", "com.example:job:1.0.0", "org.apache.flink:flink-core:1.18.1")]
    public void Require_OfAnotherVersion_NamesJarJobAndArtifact(string named, params string[] artifacts)
    {
        var refusal = Should.Throw<FridgeException>(() => Require(artifacts));

        refusal.Message.ShouldBe($"lib/it.jar of job taxi has org.apache.flink:{named} of Flink 1.18.1, and the cluster runs Flink 1.20.5.");
        refusal.NextStep.ShouldNotBeNull().ShouldContain("for Flink 1.20;");
        refusal.WrongUse.ShouldBeTrue();
    }

    private void Require(string[] artifacts)
    {
        using (var jar = new ZipArchive(File.Create(file), ZipArchiveMode.Create))
        {
            foreach (var parts in artifacts.Select(artifact => artifact.Split(':')))
            {
                using var entry = new StreamWriter(jar.CreateEntry($"META-INF/maven/{parts[0]}/{parts[1]}/pom.properties").Open());
                entry.Write($"groupId={parts[0]}\nartifactId={parts[1]}\nversion={parts[2]}\n");
            }
        }

        FlinkVersionGate.Require("taxi", [KeyValuePair.Create("lib/it.jar", file)], "1.20.5");
    }
}
