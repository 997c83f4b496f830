using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fridge.Provisioning.Registry;

/// <summary>One platform of an OCI layout in the form that every engine's <c>docker load</c> takes, 20.10's included.</summary>
public static class DockerArchive
{
    /// <param name="layout">A folder in OCI image layout.</param>
    /// <param name="manifestDigest">The platform's own manifest.</param>
    /// <param name="tag">What the image will be called.</param>
    /// <param name="onWritten">Called with the bytes so far after each blob.</param>
    public static async Task WriteAsync(
        string layout, string manifestDigest, string tag, Stream into, Action<long> onWritten, CancellationToken cancellationToken)
    {
        var manifest = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(layout, BlobPath(manifestDigest)), cancellationToken))!;
        var config = manifest["config"]!["digest"]!.GetValue<string>();
        var layers = manifest["layers"]!.AsArray().Select(layer => layer!["digest"]!.GetValue<string>()).ToList();
        await using var tar = new TarWriter(into, TarEntryFormat.Ustar, leaveOpen: true);
        var written = 0L;
        foreach (var digest in layers.Prepend(config).Distinct())
        {
            var blob = Path.Combine(layout, BlobPath(digest));
            await tar.WriteEntryAsync(blob, BlobPath(digest), cancellationToken);
            onWritten(written += new FileInfo(blob).Length);
        }
        await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, "manifest.json")
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Index(config, layers, tag))),
        }, cancellationToken);
    }

    private static string Index(string config, IEnumerable<string> layers, string tag) => JsonSerializer.Serialize(new[]
    {
        new { Config = BlobPath(config), RepoTags = new[] { tag }, Layers = layers.Select(BlobPath) },
    });

    private static string BlobPath(string digest) => $"blobs/{digest.Replace(':', '/')}";
}
