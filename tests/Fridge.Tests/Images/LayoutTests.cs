using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Fridge.Images;
using Fridge.Images.Gates;
using Fridge.Images.Layouts;
using Fridge.Images.Locks;
using Fridge.Images.Plan;
using Fridge.Model;
using Fridge.Registry.Oci;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class LayoutTests : IDisposable
{
    private static readonly OciPlatform Armv7 = new("linux", "arm", "v7");
    private static readonly PackageLock NoPackages = new([]);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fridge-layout-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Append_AJob_KeepsTheLayersBelowAndAddsOne()
    {
        var below = Image("below", Armv7, "a program");
        var jar = Path.Combine(folder.FullName, "taxi.jar");
        File.WriteAllText(jar, "a jar");
        var into = Path.Combine(folder.FullName, "result");

        ImageAppender.Append(below, LayerTar.Write("opt/flink/usrlib", [jar]), "job taxi", into);

        var result = OciLayout.Open(into);
        var (before, after) = (below.Manifests[0], result.Manifests[0]);
        after.Descriptor.Platform.ShouldBe(Armv7);
        after.Layers[..^1].ShouldBe(before.Layers);
        after.Layers.ShouldAllBe(layer => File.Exists(result.BlobPath(layer.Digest)));
        using var config = JsonDocument.Parse(result.ReadBlob(after.Config.Digest));
        config.RootElement.GetProperty("rootfs").GetProperty("diff_ids")[1].GetString().ShouldBe(after.Layers[^1].Digest);
        config.RootElement.GetProperty("variant").GetString().ShouldBe("v7");
    }

    [Fact]
    public void Label_AnImage_KeepsItsLayersAndSaysTheSameInConfigurationAndManifest()
    {
        var layout = Image("plain", Armv7, "a program");
        var before = layout.Manifests[0];

        var labelled = ImageLabeler.Label(layout, ImmutableSortedDictionary<string, string>.Empty.Add("fridge.inputs", "sha256:aa"));

        var after = labelled.Manifests.ShouldHaveSingleItem();
        after.Descriptor.Platform.ShouldBe(Armv7);
        after.Layers.ShouldBe(before.Layers);
        after.Annotations["fridge.inputs"].ShouldBe("sha256:aa");
        using var config = JsonDocument.Parse(layout.ReadBlob(after.Config.Digest));
        config.RootElement.GetProperty("config").GetProperty("Labels").GetProperty("fridge.inputs").GetString().ShouldBe("sha256:aa");
        File.Exists(layout.BlobPath(before.Config.Digest)).ShouldBeFalse();
    }

    [Fact]
    public void Write_TheSameFilesTwice_GivesTheSameLayer()
    {
        var files = new[] { "b.jar", "a.jar" }.Select(name => Path.Combine(folder.FullName, name)).ToList();
        files.ForEach(file => File.WriteAllText(file, file[..^4]));
        var first = LayerTar.Write("opt", files);
        File.SetLastWriteTimeUtc(files[0], DateTime.UnixEpoch);

        LayerTar.Write("opt", files.AsEnumerable().Reverse()).ShouldBe(first);
    }

    [Fact]
    public async Task CheckAsync_AnImageOfItsPlatform_Passes() =>
        await ImageGates.CheckAsync(Planned, Image("good", Armv7, "a program"), NoPackages, TestContext.Current.CancellationToken);

    [Fact]
    public async Task CheckAsync_AForeignProgram_NamesTheFile()
    {
        var elf = new string(new[] { '\u007f', 'E', 'L', 'F', '\u0002', '\u0001' }).PadRight(18, '\0') + '\u003e' + new string('\0', 60);

        var failure = await Should.ThrowAsync<ImageBuildException>(
            () => ImageGates.CheckAsync(Planned, Image("foreign", Armv7, elf), NoPackages, TestContext.Current.CancellationToken));

        failure.Evidence.ShouldBe(["opt/program: ELF machine 62 (64 bit), expected armhf"]);
    }

    [Fact]
    public async Task CheckAsync_AnotherPlatform_IsRefused()
    {
        var failure = await Should.ThrowAsync<ImageBuildException>(
            () => ImageGates.CheckAsync(Planned, Image("other", new OciPlatform("linux", "amd64"), "x"), NoPackages, TestContext.Current.CancellationToken));

        failure.Message.ShouldContain("platforms are linux/amd64, expected linux/arm/v7");
    }

    [Fact]
    public void Faults_AJarThatNoReportNames_IsAFault()
    {
        var report = Encoding.UTF8.GetBytes("""{"calls":1,"jars":[{"jar":"lib/a.jar","state":"rewritten","calls":1}]}""");
        string[] paths = ["opt/flink/lib/a.jar", "opt/flink/lib/b.jar", "opt/flink/align.jar", "opt/java/lib/jrt-fs.jar"];

        AlignmentGate.Faults("opt/flink", paths, report).ShouldBe(["opt/flink/lib/b.jar: never passed the alignment rewrite"]);
        AlignmentGate.Faults("opt/flink", paths, null).ShouldHaveSingleItem().ShouldContain("no alignment report");
    }

    [Fact]
    public void Keep_TwoRunsAtOnce_LeavesOneWholeImage()
    {
        var store = new LayoutStore(new FridgePaths("/", "/", folder.FullName), TimeProvider.System);
        var (first, second) = (store.NewFolder(Planned), store.NewFolder(Planned));
        new OciLayoutWriter(first).WriteIndex([]);
        new OciLayoutWriter(second).WriteIndex([]);
        File.WriteAllText(Path.Combine(first, "sbom"), "first");
        File.WriteAllText(Path.Combine(second, "sbom"), "second");
        store.Find(Planned).ShouldBeNull();

        var kept = store.Keep(Planned, first);
        store.Keep(Planned, second).Folder.ShouldBe(kept.Folder);
        store.Find(Planned).ShouldBeSameAs(store.Find(Planned), "its documents are read once");

        File.ReadAllText(Path.Combine(kept.Folder, "sbom")).ShouldBe("first");
        Directory.GetDirectories(Path.GetDirectoryName(kept.Folder)!).ShouldHaveSingleItem();
    }

    private static PlannedImage Planned { get; } = new()
    {
        Name = "registry",
        Kind = ImageKind.Service,
        InputHash = new string('a', 64),
        Platforms = [NodeArchitecture.Armv7],
    };

    private OciLayout Image(string name, OciPlatform platform, string program)
    {
        var layout = new OciLayoutWriter(Path.Combine(folder.FullName, name));
        var file = Path.Combine(folder.FullName, "program");
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes(program));
        var layer = layout.WriteBlob(OciMediaTypes.Layer, LayerTar.Write("opt", [file]));
        var variant = platform.Variant is null ? "" : $"\"variant\":\"{platform.Variant}\",";
        var config = layout.WriteBlob(OciMediaTypes.Config, Encoding.UTF8.GetBytes(
            $$$"""{"architecture":"{{{platform.Architecture}}}","os":"linux",{{{variant}}}"rootfs":{"type":"layers","diff_ids":["{{{layer.Digest}}}"]},"history":[]}"""));
        var descriptor = new OciDescriptor(OciMediaTypes.Manifest, "", 0) { Platform = platform };
        layout.WriteIndex([layout.WriteManifest(new OciManifest(descriptor, platform, config, [layer]))]);
        return OciLayout.Open(Path.Combine(folder.FullName, name));
    }
}
