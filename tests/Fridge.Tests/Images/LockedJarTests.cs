using System.Security.Cryptography;
using Fridge.Images.Archives;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Downloads;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class LockedJarTests
{
    private static readonly string Sum = new('a', 64);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Parse_ALine_IsAJarOfARepository()
    {
        var jar = LockedJar.Parse($"# why\norg.gaul:s3proxy:2.6.0 {Sum}\n", "jars.lock").ShouldHaveSingleItem();

        jar.File.ShouldBe("s3proxy-2.6.0.jar");
        var sources = jar.ToDownload(Roots("https://maven.example/maven2", "../mirror/")).Sources;
        sources.Select(source => source.Address.ToString()).ShouldBe(
            ["https://maven.example/maven2/org/gaul/s3proxy/2.6.0/s3proxy-2.6.0.jar", "file:///home/mirror/org/gaul/s3proxy/2.6.0/s3proxy-2.6.0.jar"]);
        sources.ShouldAllBe(source => source.Checksum.Hex == Sum);
    }

    [Fact]
    public void Parse_AnotherLine_NamesFileAndLine() =>
        Should.Throw<FridgeException>(() => LockedJar.Parse($"# why\norg.gaul:s3proxy {Sum}", "jars.lock")).Message.ShouldStartWith("jars.lock:2: expected");

    [Fact]
    public void Read_TheObjectStores_HasTheServerAndNoFileTwice()
    {
        var jars = LockedJar.Read(Checkout.File("images", "object-store"));

        jars.ShouldContain(jar => jar.Artifact == "s3proxy");
        jars.Select(jar => jar.File).ShouldBeUnique();
    }

    [Fact]
    public async Task Fetch_FromFolders_PassesOverOneThatIsNotThere_AndRefusesAnotherJarThanTheLocks()
    {
        var folder = Directory.CreateTempSubdirectory("fridge-maven-").FullName;
        try
        {
            var jar = new LockedJar("org.example", "a", "1.0", Convert.ToHexStringLower(SHA256.HashData("jar"u8)));
            Directory.CreateDirectory(Path.Combine(folder, "maven", Path.GetDirectoryName(jar.Path)!));
            await File.WriteAllTextAsync(Path.Combine(folder, "maven", jar.Path), "jar", Cancelled);
            using var http = new HttpClient();
            var downloads = new JarDownloads(new Downloader(Path.Combine(folder, "cache"), http, TimeProvider.System), folder);

            var files = await downloads.FetchAsync([jar], ["none", "maven"], new ReportRecorder(), Cancelled);
            (await File.ReadAllTextAsync(files[jar], Cancelled)).ShouldBe("jar");

            var other = jar with { Sha256 = Sum };
            (await Should.ThrowAsync<DownloadFailedException>(downloads.FetchAsync([other], ["none", "maven"], new ReportRecorder(), Cancelled)))
                .Evidence.ShouldHaveSingleItem().ShouldContain(Sum);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Uri> Roots(params string[] settings) => settings.Select(setting => MirrorRoot.Of(setting, "/home/checkout"));
}
