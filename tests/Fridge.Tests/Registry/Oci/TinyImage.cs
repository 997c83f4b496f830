using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fridge.Registry.Oci;

namespace Fridge.Tests.Registry.Oci;

/// <summary>Makes OCI layouts of a few hundred bytes, as buildx lays them out: an index over platforms, and an attestation beside them.</summary>
internal sealed class TinyImage : IDisposable
{
    public TinyImage(params string[] platforms)
        : this("hello", platforms)
    {
    }

    public TinyImage(string content, string[] platforms, bool attestation = true)
    {
        var manifests = platforms.Select(platform => Manifest(content, OciPlatform.Parse(platform))).ToList();
        if (platforms.Length > 1)
        {
            if (attestation)
                manifests.Add(Descriptor(OciMediaTypes.Manifest, Blob("{}"), new OciPlatform("unknown", "unknown")));
            var index = Document(OciMediaTypes.Index, new JsonObject { ["manifests"] = new JsonArray([.. manifests]) });
            manifests = [Descriptor(OciMediaTypes.Index, Blob(index), null)];
        }

        File.WriteAllText(Path.Combine(Folder, "index.json"), Document(OciMediaTypes.Index, new JsonObject { ["manifests"] = new JsonArray([.. manifests]) }));
        File.WriteAllText(Path.Combine(Folder, "oci-layout"), """{"imageLayoutVersion": "1.0.0"}""");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("fridge-layout-").FullName;

    public OciLayout Layout => OciLayout.Open(Folder);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Document(string mediaType, JsonObject content)
    {
        content["schemaVersion"] = 2;
        content["mediaType"] = mediaType;
        return content.ToJsonString();
    }

    private JsonNode Manifest(string content, OciPlatform platform)
    {
        var layer = Layer($"{content} {platform}", out var diffId);
        var config = new JsonObject
        {
            ["os"] = platform.Os,
            ["architecture"] = platform.Architecture,
            ["config"] = new JsonObject(),
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(diffId) },
        };
        if (platform.Variant is { } variant)
            config["variant"] = variant;
        var manifest = Document(OciMediaTypes.Manifest, new JsonObject
        {
            ["config"] = Descriptor("application/vnd.oci.image.config.v1+json", Blob(config.ToJsonString()), null),
            ["layers"] = new JsonArray(Descriptor("application/vnd.oci.image.layer.v1.tar+gzip", Blob(layer), null)),
        });
        return Descriptor(OciMediaTypes.Manifest, Blob(manifest), platform);
    }

    private static byte[] Layer(string content, out string diffId)
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "hello") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)), ModificationTime = DateTimeOffset.UnixEpoch });
        diffId = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(tar.ToArray()));
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(tar.ToArray());
        return packed.ToArray();
    }

    private (string Digest, int Size) Blob(string text) => Blob(Encoding.UTF8.GetBytes(text));

    private (string Digest, int Size) Blob(byte[] bytes)
    {
        var hex = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Directory.CreateDirectory(Path.Combine(Folder, "blobs", "sha256"));
        File.WriteAllBytes(Path.Combine(Folder, "blobs", "sha256", hex), bytes);
        return ($"sha256:{hex}", bytes.Length);
    }

    private static JsonObject Descriptor(string mediaType, (string Digest, int Size) blob, OciPlatform? platform)
    {
        var descriptor = new JsonObject { ["mediaType"] = mediaType, ["digest"] = blob.Digest, ["size"] = blob.Size };
        if (platform is not null)
            descriptor["platform"] = Platform(platform);
        return descriptor;
    }

    private static JsonObject Platform(OciPlatform platform)
    {
        var json = new JsonObject { ["os"] = platform.Os, ["architecture"] = platform.Architecture };
        if (platform.Variant is { } variant)
            json["variant"] = variant;
        return json;
    }
}
