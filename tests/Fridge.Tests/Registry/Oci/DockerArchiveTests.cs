using System.Formats.Tar;
using System.Text.Json;
using Fridge.Registry.Oci;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Oci;

public sealed class DockerArchiveTests : IDisposable
{
    private readonly TinyImage image = new("linux/arm/v7", "linux/amd64");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => image.Dispose();

    [Fact]
    public async Task Open_OnePlatform_NamesConfigLayersAndTag()
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
}
