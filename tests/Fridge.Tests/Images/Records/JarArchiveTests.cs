using System.IO.Compression;
using System.Text;
using Fridge.Images.Gates;
using Fridge.Images.Records;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Records;

public sealed class JarArchiveTests
{
    private const string Pom = "META-INF/maven/a/b/pom.properties";
    private static readonly byte[] Properties = Encoding.UTF8.GetBytes("groupId=a\nartifactId=b\nversion=1\n");
    private static readonly byte[] Script = Encoding.UTF8.GetBytes("#!/bin/sh\nexec java -jar \"$0\"\n");

    [Fact]
    public void Artifacts_BehindAScript_AreFound() => Artifacts([.. Script, .. Jar((Pom, Properties))]).ShouldBe(["a:b"]);

    [Fact]
    public void Artifacts_BesideWhatIsNoJar_AreFound() =>
        Artifacts(Jar(("testdata/empty.jar", []), ("page.jar", Script), (Pom, Properties))).ShouldBe(["a:b"]);

    [Fact]
    public void Artifacts_OfJarsWithinJarsBehindAScript_AreFound() =>
        Artifacts(Jar(("lib/inner.jar", [.. Script, .. Jar((Pom, Properties))]))).ShouldBe(["a:b"]);

    [Fact]
    public void Artifacts_OfWhatIsNoJar_AreNone() => Artifacts(Script).ShouldBeEmpty();

    [Fact]
    public void Artifacts_OfJarsWithoutEnd_EndSomewhere() =>
        Artifacts(Enumerable.Range(0, 40).Aggregate(Jar((Pom, Properties)), (inner, _) => Jar(("a.jar", inner)))).ShouldBeEmpty();

    [Fact]
    public void Natives_BesideWhatIsNoJar_AreLookedAt() =>
        NativesGate.Faults("x.jar", [.. Script, .. Jar(("empty.jar", []), ("a/it.dll", []))], NodeArchitecture.Armv7).ShouldBe(["x.jar!/a/it.dll: a library of another system"]);

    private static IEnumerable<string> Artifacts(byte[] jar) => BomComponents.ArtifactsOf(jar).Select(artifact => artifact.Name);

    private static byte[] Jar(params (string Name, byte[] Content)[] entries)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
