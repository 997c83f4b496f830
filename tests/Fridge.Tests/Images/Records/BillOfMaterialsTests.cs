using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Fridge.Images.Locks;
using Fridge.Images.Records;
using Fridge.Tooling.Bills;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images.Records;

public sealed class BillOfMaterialsTests
{
    [Fact]
    public void OfPackage_ALockedPackage_HasItsUrlAndHash()
    {
        var component = BomComponents.OfPackage(new LockedPackage("root", "armhf", "zlib1g", "1:1.2.13.dfsg-1", "pool/z.deb", "ab12", 5));

        component.Purl.ShouldBe("pkg:deb/debian/zlib1g@1%3A1.2.13.dfsg-1?arch=armhf&distro=bookworm");
        component.Hashes.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe(new BomHash("SHA-256", "ab12"));
    }

    [Fact]
    public void OfJar_OfOneArtifact_HasItsCoordinates() =>
        BomComponents.OfJar("opt/flink/lib/a.jar", Jar(Pom("org.example", "a", "1.0"))).ShouldSatisfyAllConditions(
            jar => jar.Name.ShouldBe("opt/flink/lib/a.jar"),
            jar => jar.Purl.ShouldBe("pkg:maven/org.example/a@1.0"),
            jar => jar.Version.ShouldBe("1.0"));

    [Fact]
    public void OfJar_Shaded_NamesWhatItWasMadeOf_NestedJarsToo()
    {
        var jar = Jar(Pom("org.example", "a", "1.0"), Pom("io.netty", "netty-all", "4.1"), ("inner.jar", Jar(Pom("org.scala", "lib", "2.12"))));

        BomComponents.OfJar("a.jar", jar).Components.ShouldNotBeNull().Select(artifact => artifact.Purl).ShouldBe(
            ["pkg:maven/io.netty/netty-all@4.1", "pkg:maven/org.example/a@1.0", "pkg:maven/org.scala/lib@2.12"]);
    }

    [Fact]
    public void OfJar_Locked_HasTheLocksCoordinates_AndWhatItWasMadeOf()
    {
        var jar = BomComponents.OfJar("s3proxy-2.6.0.jar", Jar(Pom("org.eclipse.jetty", "jetty-http", "11.0"), Pom("org.gaul", "s3proxy", "2.6.0")), new LockedJar("org.gaul", "s3proxy", "2.6.0", ""));

        jar.Purl.ShouldBe("pkg:maven/org.gaul/s3proxy@2.6.0");
        jar.Components.ShouldNotBeNull().Length.ShouldBe(2);
        BomComponents.OfJar("aopalliance-1.0.jar", Jar(("a.txt", [1])), new LockedJar("aopalliance", "aopalliance", "1.0", "")).Purl.ShouldBe("pkg:maven/aopalliance/aopalliance@1.0");
    }

    [Fact]
    public void OfJar_WithoutCoordinates_IsKnownByItsHash() =>
        BomComponents.OfJar("a.jar", Jar(("a.txt", [1]))).ShouldSatisfyAllConditions(
            jar => jar.Purl.ShouldBeNull(),
            jar => jar.Hashes.ShouldNotBeNull()[0].Content.Length.ShouldBe(64));

    [Fact]
    public void OfRuntime_ItsModules_EachWithJavasVersion() =>
        BomComponents.OfRuntime("JAVA_VERSION=\"17.0.19\"\nMODULES=\"java.sql java.base\"\n")
            .ShouldBe([new BomComponent("library", "java.base", "17.0.19"), new BomComponent("library", "java.sql", "17.0.19")]);

    [Fact]
    public void ToJson_ABill_IsCycloneDxWithoutTimeOrSerialNumber()
    {
        var json = new BillOfMaterials(new BomMetadata(new BomComponent("container", "flink", "1.20.5")), [new BomComponent("library", "java.base", "17")]).ToJson();

        using var document = JsonDocument.Parse(json);
        document.RootElement.EnumerateObject().Select(property => property.Name)
            .ShouldBe(["bomFormat", "specVersion", "version", "metadata", "components"]);
        document.RootElement.GetProperty("components")[0].EnumerateObject().Select(property => property.Name).ShouldBe(["type", "name", "version"]);
    }

    [Fact]
    public void ToJson_ABill_IsCycloneDxByItsPublishedSchema()
    {
        var json = new BillOfMaterials(
            new BomMetadata(new BomComponent("container", "flink", "1.20.5")),
            [BomComponents.OfPackage(new LockedPackage("root", "armhf", "zlib1g", "1:1.2.13.dfsg-1", "pool/z.deb", new string('a', 64), 5)), BomComponents.OfJar("a.jar", Jar(Pom("org.example", "a", "1.0"), Pom("io.netty", "netty-all", "4.1")))]).ToJson();

        PublishedSchema.CycloneDx.Refusals(json).ShouldBeEmpty();
        PublishedSchema.CycloneDx.Refusals(json.Replace("SHA-256", "SHA256", StringComparison.Ordinal)).ShouldNotBeEmpty("the schema knows its words");
    }

    private static (string, byte[]) Pom(string group, string name, string version) => (
        $"META-INF/maven/{group}/{name}/pom.properties", Encoding.UTF8.GetBytes($"#x\ngroupId={group}\nartifactId={name}\nversion={version}\r\n"));

    private static byte[] Jar(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
