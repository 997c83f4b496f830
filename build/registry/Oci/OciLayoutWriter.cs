using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fridge.Tooling.Files;

namespace Fridge.Registry.Oci;

/// <summary>Writes blobs and the index of an OCI image layout. The same content gives the same bytes, and so the same digests.</summary>
public sealed class OciLayoutWriter(string folder)
{
    private const int SchemaVersion = 2;

    public OciDescriptor WriteBlob(string mediaType, byte[] content)
    {
        var digest = OciDigest.Of(content);
        var path = OciLayout.BlobPath(folder, digest);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return new OciDescriptor(mediaType, digest, content.Length);
    }

    public OciDescriptor WriteConfig(JsonObject config) => WriteBlob(OciMediaTypes.Config, Bytes(config));

    /// <returns>For the index: the manifest's descriptor, with the platform that it had there.</returns>
    public OciDescriptor WriteManifest(OciManifest manifest)
    {
        var document = new JsonObject
        {
            ["config"] = Json(manifest.Config),
            ["layers"] = new JsonArray([.. manifest.Layers.Select(Json)]),
            ["schemaVersion"] = SchemaVersion,
            ["mediaType"] = OciMediaTypes.Manifest,
        };
        if (!manifest.Annotations.IsEmpty)
            document["annotations"] = new JsonObject(manifest.Annotations.Select(annotation => KeyValuePair.Create(annotation.Key, (JsonNode?)annotation.Value)));
        return WriteBlob(OciMediaTypes.Manifest, Bytes(document)) with { Platform = manifest.Descriptor.Platform };
    }

    /// <summary>Takes a blob over from another layout, as a second name of the same file.</summary>
    public void Adopt(OciLayout other, OciDescriptor blob)
    {
        if (!File.Exists(OciLayout.BlobPath(folder, blob.Digest)))
            HardLink.Create(other.BlobPath(blob.Digest), OciLayout.BlobPath(folder, blob.Digest));
    }

    public void WriteIndex(ImmutableArray<OciDescriptor> manifests)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        File.WriteAllBytes(Path.Combine(folder, "index.json"), Bytes(new JsonObject
        {
            ["manifests"] = new JsonArray([.. manifests.Select(Json)]),
            ["schemaVersion"] = SchemaVersion,
            ["mediaType"] = OciMediaTypes.Index,
        }));
    }

    private static byte[] Bytes(JsonObject document) => JsonSerializer.SerializeToUtf8Bytes(document);

    private static JsonNode Json(OciDescriptor descriptor)
    {
        var json = new JsonObject { ["mediaType"] = descriptor.MediaType, ["digest"] = descriptor.Digest, ["size"] = descriptor.Size };
        if (descriptor.Platform is { } platform)
            json["platform"] = Json(platform);
        return json;
    }

    private static JsonObject Json(OciPlatform platform)
    {
        var json = new JsonObject { ["architecture"] = platform.Architecture, ["os"] = platform.Os };
        if (platform.Variant is { } variant)
            json["variant"] = variant;
        return json;
    }
}
