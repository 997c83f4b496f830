using System.Formats.Tar;
using System.Text.Json;
using Fridge.Registry.Oci;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Oci;

public sealed class ArchiveTests : IDisposable
{
    private readonly TinyImage image = new("linux/arm/v7", "linux/amd64");
    private readonly string folder = Directory.CreateTempSubdirectory("fridge-archive-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        image.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Extract_BuildxTar_IsTheSameLayout()
    {
        var layout = await OciArchive.ExtractAsync(await TarAsync(), Path.Combine(folder, "layout"), Cancelled);

        layout.Manifests.Select(manifest => manifest.Digest).ShouldBe(image.Layout.Manifests.Select(manifest => manifest.Digest));
        Directory.GetDirectories(folder).ShouldBe([Path.Combine(folder, "layout")]);
    }

    [Fact]
    public async Task Extract_DamagedBlob_IsRefusedAndNothingStays()
    {
        await File.WriteAllTextAsync(image.Layout.BlobPath(image.Layout.Manifests[0].Layers[0].Digest), "damaged", Cancelled);

        var failure = await Should.ThrowAsync<FridgeException>(OciArchive.ExtractAsync(await TarAsync(), Path.Combine(folder, "layout"), Cancelled));

        failure.Message.ShouldStartWith("A blob of the image archive is damaged");
        Directory.GetDirectories(folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Extract_FileOutside_IsRefused()
    {
        var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, "../escaped"), Cancelled);
        tar.Position = 0;

        (await Should.ThrowAsync<FridgeException>(OciArchive.ExtractAsync(tar, Path.Combine(folder, "layout"), Cancelled)))
            .Message.ShouldContain("../escaped");
    }

    [Fact]
    public async Task DockerArchive_OnePlatform_NamesConfigLayersAndTag()
    {
        var manifest = image.Layout.For("linux/arm/v7");
        var files = new Dictionary<string, byte[]>();

        await using var archive = DockerArchive.Open(image.Layout, manifest, "fridge-registry:abc");
        await using var reader = new TarReader(archive);
        while (await reader.GetNextEntryAsync(copyData: true, Cancelled) is { } entry)
            files[entry.Name] = Bytes(entry);

        var document = JsonDocument.Parse(files["manifest.json"]).RootElement[0];
        document.GetProperty("RepoTags")[0].GetString().ShouldBe("fridge-registry:abc");
        files[document.GetProperty("Config").GetString()!].ShouldBe(await File.ReadAllBytesAsync(image.Layout.BlobPath(manifest.Config.Digest), Cancelled));
        files[document.GetProperty("Layers")[0].GetString()!].ShouldBe(await File.ReadAllBytesAsync(image.Layout.BlobPath(manifest.Layers[0].Digest), Cancelled));
        files.Count.ShouldBe(3);
    }

    private static byte[] Bytes(TarEntry entry)
    {
        var copy = new MemoryStream();
        entry.DataStream?.CopyTo(copy);
        return copy.ToArray();
    }

    private async Task<MemoryStream> TarAsync()
    {
        var tar = new MemoryStream();
        await TarFile.CreateFromDirectoryAsync(image.Folder, tar, includeBaseDirectory: false, Cancelled);
        tar.Position = 0;
        return tar;
    }
}
