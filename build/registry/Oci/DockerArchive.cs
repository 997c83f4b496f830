using System.Formats.Tar;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace Fridge.Registry.Oci;

/// <summary>An image as <c>docker load</c> has taken it for ever, also in engine 20.10: <c>manifest.json</c>, the configuration, the layers. Layers stay gzipped, as the engine unpacks either.</summary>
internal static class DockerArchive
{
    /// <param name="tag"><c>name:tag</c> that the image gets.</param>
    /// <returns>A stream to read once; the archive is made as it is read.</returns>
    /// <exception cref="FridgeException">A layer is compressed in a way that engine 20.10 does not know.</exception>
    public static Stream Open(OciLayout layout, OciManifest manifest, string tag)
    {
        if (manifest.Layers.FirstOrDefault(layer => layer.MediaType.EndsWith("+zstd", StringComparison.Ordinal)) is not null)
            throw new FridgeException($"{layout.Folder} has zstd layers, which engine 20.10 can't load.", "Build the image with compression=gzip.");
        var pipe = new Pipe();
        _ = FillAsync(layout, manifest, tag, pipe.Writer);
        return pipe.Reader.AsStream();
    }

    private static async Task FillAsync(OciLayout layout, OciManifest manifest, string tag, PipeWriter writer)
    {
        try
        {
            await WriteAsync(layout, manifest, tag, writer.AsStream(leaveOpen: true), CancellationToken.None);
            await writer.CompleteAsync();
        }
        catch (Exception reason)
        {
            await writer.CompleteAsync(reason);
        }
    }

    public static async Task WriteAsync(OciLayout layout, OciManifest manifest, string tag, Stream output, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(output, TarEntryFormat.Ustar, leaveOpen: true);
        await AddAsync(tar, ConfigName(manifest), layout.OpenBlob(manifest.Config.Digest), cancellationToken);
        foreach (var layer in manifest.Layers.DistinctBy(layer => layer.Digest))
            await AddAsync(tar, LayerName(layer), layout.OpenBlob(layer.Digest), cancellationToken);
        await AddAsync(tar, "manifest.json", new MemoryStream(Manifest(manifest, tag)), cancellationToken);
    }

    private static byte[] Manifest(OciManifest manifest, string tag) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[]
    {
        new { Config = ConfigName(manifest), RepoTags = new[] { tag }, Layers = manifest.Layers.Select(LayerName).ToArray() },
    }));

    private static async Task AddAsync(TarWriter tar, string name, Stream content, CancellationToken cancellationToken)
    {
        await using (content)
        {
            var entry = new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch };
            await tar.WriteEntryAsync(entry, cancellationToken);
        }
    }

    private static string ConfigName(OciManifest manifest) => $"{Hex(manifest.Config)}.json";

    private static string LayerName(OciDescriptor layer) => $"{Hex(layer)}.tar";

    private static string Hex(OciDescriptor descriptor) => descriptor.Digest.Split(':')[1];
}
