using System.Formats.Tar;
using System.IO.Compression;
using Fridge.Registry.Oci;

namespace Fridge.Images.Layouts;

/// <summary>Every regular file of an image, layer by layer. Images of ours delete nothing that a layer below has.</summary>
internal static class RootFileSystem
{
    private const int HeaderBytes = 64;

    /// <param name="visit">Path without a leading slash; the first bytes; the whole content, read only when asked for.</param>
    /// <param name="visitEntry">The path of any entry (folders and links too) and what the archive says of it, before its content.</param>
    public static async Task VisitAsync(
        OciLayout layout, OciManifest manifest, Action<string, byte[], Func<byte[]>> visit, CancellationToken cancellationToken,
        Action<string, TarEntry>? visitEntry = null)
    {
        foreach (var layer in manifest.Layers)
        {
            await using var file = File.OpenRead(layout.BlobPath(layer.Digest));
            await using Stream content = layer.MediaType == OciMediaTypes.GzipLayer ? new GZipStream(file, CompressionMode.Decompress) : file;
            await using var tar = new TarReader(content);
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                visitEntry?.Invoke(PathOf(entry), entry);
                if (entry is { DataStream: not null, EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile })
                {
                    Visit(entry, visit);
                }
            }
        }
    }

    /// <returns>A file's content; null: the image has no such file.</returns>
    public static async Task<byte[]?> ReadAsync(OciLayout layout, OciManifest manifest, string path, CancellationToken cancellationToken)
    {
        byte[]? found = null;
        await VisitAsync(layout, manifest, (name, _, whole) => found = name == path ? whole() : found, cancellationToken);
        return found;
    }

    private static string PathOf(TarEntry entry) => entry.Name.TrimStart('.', '/');

    private static void Visit(TarEntry entry, Action<string, byte[], Func<byte[]>> visit)
    {
        var head = new byte[(int)Math.Min(HeaderBytes, entry.Length)];
        entry.DataStream!.ReadExactly(head);
        visit(PathOf(entry), head, Whole);

        byte[] Whole()
        {
            var content = new byte[entry.Length];
            head.CopyTo(content, 0);
            entry.DataStream!.ReadExactly(content, head.Length, content.Length - head.Length);
            return content;
        }
    }
}
